from django.urls import path

from careernet.office.views import announcements, calendar, home, merging, reports, resources, roster, rules

app_name = "office"
urlpatterns = [
    path("", home.home, name="home"),
    path("merge/", merging.pair, name="merge"),
    path("merge/<int:keep_id>/<int:other_id>/", merging.merge, name="merge_pair"),
    path("roster/", roster.roster, name="roster"),
    path("roster/<uuid:upload_id>/", roster.upload, name="roster_upload"),
    path("rules/", rules.rules, name="rules"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<int:period_id>/", calendar.period, name="period"),
    path("calendar/<int:period_id>/remove/", calendar.remove, name="period_remove"),
    path("announcements/", announcements.announcements, name="announcements"),
    path("announcements/new/", announcements.new, name="announcement_new"),
    path("announcements/<int:announcement_id>/", announcements.announcement, name="announcement"),
    path("announcements/<int:announcement_id>/remove/", announcements.remove, name="announcement_remove"),
    path("resources/", resources.resources, name="resources"),
    path("resources/new/", resources.new, name="resource_new"),
    path("resources/<int:resource_id>/", resources.resource, name="resource"),
    path("resources/<int:resource_id>/remove/", resources.remove, name="resource_remove"),
    path("reports/", reports.listing, name="reports"),
    path("reports/<uuid:report_id>/", reports.report, name="report"),
    path("reports/<uuid:report_id>/words/", reports.words, name="report_words"),
    path("reports/<uuid:report_id>/apart/", reports.apart, name="report_apart"),
    path("reports/<uuid:report_id>/again/", reports.again, name="report_again"),
    path("reports/<uuid:report_id>/retire/", reports.retire, name="report_retire"),
    path("reports/<uuid:report_id>/close/", reports.close, name="report_close"),
    path("people/<int:user_id>/suspension/", reports.suspension, name="suspension"),
]
