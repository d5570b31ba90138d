from django.urls import path

from careernet.office import views

app_name = "office"
urlpatterns = [path("", views.home, name="home")]
