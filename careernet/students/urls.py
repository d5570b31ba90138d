from django.urls import path

from careernet.students.views import about, graduating, home, majors, plan, profile, undecided, wanted, welcome

app_name = "students"
urlpatterns = [
    path("home/", home.home, name="home"),
    path("home/suggestions/<uuid:suggestion_id>/not-now/", home.not_now, name="not_now"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("welcome/done/", welcome.settle, name="settle"),
    path("welcome/<str:name>/", welcome.step, name="step"),
    path("plan/", plan.plan, name="plan"),
    path("plan/add/", plan.add, name="plan_add"),
    path("plan/<int:field_id>/", plan.goal, name="plan_goal"),
    path("plan/<int:field_id>/drop/", plan.drop, name="plan_drop"),
    path("undecided/", undecided.undecided, name="undecided"),
    path("graduation/", graduating.graduation, name="graduation"),
    path("wanted/", wanted.wanted, name="wanted"),
    path("wanted/<uuid:mentor_id>/", wanted.want, name="want"),
    path("wanted/<uuid:mentor_id>/remove/", wanted.unwant, name="unwant"),
    path("majors/", majors.what_they_do, name="what_they_do"),
    path("profile/", profile.profile, name="profile"),
    path("profile/about/", about.about, name="about"),
]
