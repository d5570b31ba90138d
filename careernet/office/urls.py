from django.urls import path

from careernet.office.views import home

app_name = "office"
urlpatterns = [path("", home.home, name="home")]
