"""One prefix per app: the file is guessed from the address."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from careernet.interviews.urls import questions_of_any
from careernet.office.views.health import metrics

urlpatterns = [
    path("", include("careernet.core.urls")),
    path("", include("careernet.accounts.urls")),
    # allauth's own list has addresses of old versions besides
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessions/", include("allauth.usersessions.urls")),
    path("account/campus/", include("allauth.socialaccount.urls")),
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("", include("careernet.campus.urls")),
    path("", include("careernet.mail.urls")),
    path("", include("careernet.guides.urls")),
    path("", include("careernet.students.urls")),
    path("", include("careernet.mentors.urls")),
    path("network/", include("careernet.network.urls")),
    path("interviews/", include("careernet.interviews.urls")),
    path("questions/", include(questions_of_any)),
    path("reflections/", include("careernet.reflections.urls")),
    path("classes/", include("careernet.courses.urls")),
    path("advising/", include("careernet.advising.urls")),
    path("office/", include("careernet.office.urls")),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("careernet.demo.urls")))

handler400 = "careernet.core.views.bad_request"
handler500 = "careernet.core.views.server_error"
