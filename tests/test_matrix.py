"""Who may do what where: every address of the project, every role, every method, written out without defaults.

`in`: sent to sign in, and back afterward. 404: as far as this person can tell, it does not exist. Forms are posted
empty, so 422 and 302 both mean "yes, this is yours to do", and 409 "yours, but not as things stand".
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from http.cookies import SimpleCookie
from itertools import product
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from careernet.accounts.models import User
from careernet.campus.models import AcademicPeriod, Announcement, Field, Resource
from careernet.interviews.models import Interview, Report
from careernet.mail.models import OutgoingMail
from careernet.mentors.models import AlumniUpload
from careernet.students.models import RosterUpload
from tests.crawl import lean_not_found, undrawn
from tests.world import VISITOR, World, a_world, every_pattern

pytestmark = pytest.mark.django_db

METHODS = {"GET": ["GET", "HEAD"], "POST": ["POST"], "other": ["PUT", "DELETE", "OPTIONS"]}
OFFICER = "sam"
EVERYBODY_ELSE = [VISITOR, "jordan", "maya", "rosa"]

# Pages that are about nobody's row, or about one's own.
#                         visitor student mentor advisor officer
PAGES = """
core:landing              GET         200  200  200  200  200
core:landing              POST+other  405  405  405  405  405
core:alumni               GET         200  200  200  200  200
core:alumni               POST+other  405  405  405  405  405
core:healthz              GET         200  200  200  200  200
core:healthz              POST+other  405  405  405  405  405
core:readyz               GET         200  200  200  200  200
core:readyz               POST+other  405  405  405  405  405
metrics                   GET         404  404  404  404  404
metrics                   POST+other  405  405  405  405  405
core:theme                POST        302  302  302  302  302
core:theme                GET+other   405  405  405  405  405
core:styleguide           GET         200  200  200  200  200
core:styleguide           POST+other  405  405  405  405  405
core:favicon              GET         301  301  301  301  301
core:favicon              POST+other  405  405  405  405  405

accounts:start            GET         in   302  302  302  302
accounts:start            POST+other  in   405  405  405  405
accounts:settings         GET         in   200  200  200  200
accounts:settings         POST        in   422  422  422  422
accounts:settings         other       in   405  405  405  405
accounts:privacy          GET         in   200  200  200  200
accounts:privacy          POST+other  in   405  405  405  405
accounts:delete           GET         in   200  200  200  200
accounts:delete           POST        in   422  422  422  422
accounts:delete           other       in   405  405  405  405
accounts:export           GET         in   200  200  200  200
accounts:export           POST+other  in   405  405  405  405
accounts:zone             POST        in   302  302  302  302
accounts:zone             GET+other   in   405  405  405  405
accounts:my_photo         GET         in   200  200  200  200
accounts:my_photo         POST        in   422  422  422  422
accounts:my_photo         other       in   405  405  405  405
accounts:remove_photo     POST        in   302  302  302  302
accounts:remove_photo     GET+other   in   405  405  405  405

campus:brand              GET         200  200  200  200  200
campus:brand              POST+other  405  405  405  405  405
campus:dismiss            POST        in   302  302  302  302
campus:dismiss            GET+other   in   405  405  405  405
campus:resources          GET         in   200  200  200  200
campus:resources          POST+other  in   405  405  405  405

mail:notifications        GET         in   200  200  200  200
mail:notifications        POST+other  in   405  405  405  405
mail:settings             GET         in   200  200  200  200
mail:settings             POST        in   422  422  422  422
mail:settings             other       in   405  405  405  405
mail:sample               GET         200  200  200  200  200
mail:sample               POST+other  405  405  405  405  405
mail:check                GET         200  200  200  200  200
mail:check                POST        422  422  422  422  422
mail:check                other       405  405  405  405  405

guides:guides             GET         200  200  200  200  200
guides:guides             POST+other  405  405  405  405  405
guides:guide              GET         200  200  200  200  200
guides:guide              POST+other  405  405  405  405  405
guides:mentor_guide       GET         200  200  200  200  200
guides:mentor_guide       POST+other  405  405  405  405  405
questions:list          GET         in   200  404  404  404
questions:list          POST        in   422  404  404  404
questions:list          other       in   405  404  404  404

students:home             GET         in   200  404  404  404
students:home             POST+other  in   405  404  404  404
students:welcome          GET         in   200  404  404  404
students:welcome          POST+other  in   405  404  404  404
students:settle           POST        in   302  404  404  404
students:settle           GET+other   in   405  404  404  404
students:step             GET         in   200  404  404  404
students:step             POST        in   302  404  404  404
students:step             other       in   405  404  404  404
students:wanted           GET         in   200  404  404  404
students:wanted           POST+other  in   405  404  404  404
students:what_they_do     GET         in   200  404  404  404
students:what_they_do     POST+other  in   405  404  404  404
students:undecided        GET         in   200  404  404  404
students:undecided        POST+other  in   405  404  404  404
students:plan             GET         in   200  404  404  404
students:plan             POST+other  in   405  404  404  404
students:plan_add         POST        in   422  404  404  404
students:plan_add         GET+other   in   405  404  404  404
students:graduation       GET         in   200  404  404  404
students:graduation       POST        in   422  404  404  404
students:graduation       other       in   405  404  404  404
students:profile          GET         in   200  404  404  404
students:profile          POST        in   422  404  404  404
students:profile          other       in   405  404  404  404
students:about            GET         in   200  404  404  404
students:about            POST        in   302  404  404  404
students:about            other       in   405  404  404  404

mentors:directory         GET         in   200  404  200  200
mentors:directory         POST+other  in   405  405  405  405
mentors:mentoring_home    GET         in   404  200  404  404
mentors:mentoring_home    POST+other  in   404  405  404  404
mentors:pause             POST        in   404  302  404  404
mentors:pause             GET+other   in   404  405  404  404
mentors:waiting           GET         in   404  200  404  404
mentors:waiting           POST        in   404  422  404  404
mentors:waiting           other       in   404  405  404  404
mentors:resume            POST        in   404  302  404  404
mentors:resume            GET+other   in   404  405  404  404
mentors:volunteer         GET         200  200  200  200  200
mentors:volunteer         POST+other  405  405  405  405  405
mentors:apply             GET         in   200  302  200  200
mentors:apply             POST        in   422  302  422  422
mentors:apply             other       in   405  405  405  405
mentors:stop              GET         in   404  200  404  404
mentors:stop              POST        in   404  422  404  404
mentors:stop              other       in   404  405  404  404
mentors:welcome           GET         in   404  302  404  404
mentors:welcome           POST+other  in   404  405  404  404
mentors:welcome_details   GET         in   404  200  404  404
mentors:welcome_details   POST        in   404  422  404  404
mentors:welcome_details   other       in   404  405  404  404
mentors:welcome_how       GET         in   404  200  404  404
mentors:welcome_how       POST        in   404  422  404  404
mentors:welcome_how       other       in   404  405  404  404
mentors:welcome_when      GET         in   404  200  404  404
mentors:welcome_when      POST        in   404  422  404  404
mentors:welcome_when      other       in   404  405  404  404
mentors:times             GET         in   404  200  404  404
mentors:times             POST        in   404  422  404  404
mentors:times             other       in   404  405  404  404
mentors:next_times        GET         in   404  200  404  404
mentors:next_times        POST+other  in   404  405  404  404
mentors:profile           GET         in   404  200  404  404
mentors:profile           POST        in   404  422  404  404
mentors:profile           other       in   404  405  404  404

interviews:list           GET         in   200  200  200  200
interviews:list           POST+other  in   405  405  405  405
interviews:add            GET         in   200  404  404  404
interviews:add            POST        in   422  404  404  404
interviews:add            other       in   405  404  404  404

network:list              GET         in   200  404  404  404
network:list              POST+other  in   405  404  404  404
network:add               GET         in   200  404  404  404
network:add               POST        in   422  404  404  404
network:add               other       in   405  404  404  404
network:updates           GET         in   200  404  404  404
network:updates           POST        in   422  404  404  404
network:updates           other       in   405  404  404  404
network:sheet             GET         in   200  404  404  404
network:sheet             POST+other  in   405  404  404  404

advising:queue            GET         in   404  404  200  404
advising:queue            POST+other  in   404  404  405  404
advising:thank            POST        in   404  404  302  404
advising:thank            GET+other   in   404  404  405  404
advising:messages         GET         in   404  404  200  200
advising:messages         POST+other  in   404  404  405  405
advising:lines            GET         in   404  404  200  404
advising:lines            POST        in   404  404  404  404
advising:lines            other       in   404  404  405  404
advising:comments         GET         in   404  404  200  200
advising:comments         POST        in   404  404  422  422
advising:comments         other       in   404  404  405  405
advising:questions        GET         in   404  404  200  200
advising:questions        POST        in   404  404  422  422
advising:questions        other       in   404  404  405  405

advising:away             GET         in   404  404  200  404
advising:away             POST        in   404  404  422  404
advising:away             other       in   404  404  405  404
advising:away_of          GET         in   404  404  404  200
advising:away_of          POST        in   404  404  404  422
advising:away_of          other       in   404  404  404  405
advising:remind           GET         in   404  404  200  404
advising:remind           POST        in   404  404  302  404
advising:remind           other       in   404  404  405  404
advising:students         GET         in   404  404  200  404
advising:students         POST+other  in   404  404  405  404
advising:insights         GET         in   404  404  200  200
advising:insights         POST+other  in   404  404  405  405
advising:table            GET         in   404  404  200  200
advising:table            POST+other  in   404  404  405  405
advising:report           GET         in   404  404  200  200
advising:report           POST+other  in   404  404  405  405

courses:list              GET         in   200  404  200  200
courses:list              POST+other  in   405  404  405  405
courses:join              GET         in   200  404  404  404
courses:join              POST        in   422  404  404  404
courses:join              other       in   405  404  404  404
courses:new               GET         in   404  404  200  200
courses:new               POST        in   404  404  422  422
courses:new               other       in   404  404  405  405

office:home               GET         in   404  404  404  200
office:home               POST+other  in   404  404  404  405
office:addresses          GET         in   404  404  404  200
office:addresses          POST+other  in   404  404  404  405
office:address            GET         in   404  404  404  200
office:address            POST        in   404  404  404  422
office:address            other       in   404  404  404  405
office:health             GET         in   404  404  404  200
office:health             POST+other  in   404  404  404  405
office:merge              GET         in   404  404  404  200
office:merge              POST        in   404  404  404  422
office:merge              other       in   404  404  404  405
office:merge_pair         GET         in   404  404  404  200
office:merge_pair         POST        in   404  404  404  422
office:merge_pair         other       in   404  404  404  405
office:alumni             GET         in   404  404  404  200
office:alumni             POST        in   404  404  404  422
office:alumni             other       in   404  404  404  405
office:alumni_example     GET         in   404  404  404  200
office:alumni_example     POST+other  in   404  404  404  405
office:alumni_upload      GET         in   404  404  404  200
office:alumni_upload      POST        in   404  404  404  302
office:alumni_upload      other       in   404  404  404  405
office:alumni_columns     GET         in   404  404  404  200
office:alumni_columns     POST        in   404  404  404  422
office:alumni_columns     other       in   404  404  404  405
office:alumni_refused     GET         in   404  404  404  200
office:alumni_refused     POST+other  in   404  404  404  405
office:roster             GET         in   404  404  404  200
office:roster             POST        in   404  404  404  422
office:roster             other       in   404  404  404  405
office:roster_upload      GET         in   404  404  404  200
office:roster_upload      POST        in   404  404  404  302
office:roster_upload      other       in   404  404  404  405
office:volunteers         GET         in   404  404  404  200
office:volunteers         POST+other  in   404  404  404  405
office:leaving            GET         in   404  404  404  200
office:leaving            POST+other  in   404  404  404  405
office:class_graduates    GET         in   404  404  404  200
office:class_graduates    POST        in   404  404  404  422
office:class_graduates    other       in   404  404  404  405
office:graduation_off     POST        in   404  404  404  404
office:graduation_off     GET+other   in   404  404  404  405
office:suggest_graduation POST        in   404  404  404  302
office:suggest_graduation GET+other   in   404  404  404  405
office:advisor_leaves     GET         in   404  404  404  200
office:advisor_leaves     POST        in   404  404  404  422
office:advisor_leaves     other       in   404  404  404  405
office:invitations        GET         in   404  404  404  200
office:invitations        POST        in   404  404  404  302
office:invitations        other       in   404  404  404  405
office:samples            GET         in   404  404  404  200
office:samples            POST+other  in   404  404  404  405
office:sample             GET         in   404  404  404  200
office:sample             POST        in   404  404  404  302
office:sample             other       in   404  404  404  405
office:sample_html        GET         in   404  404  404  200
office:sample_html        POST+other  in   404  404  404  405
office:rules              GET         in   404  404  404  200
office:rules              POST        in   404  404  404  422
office:rules              other       in   404  404  404  405
office:calendar           GET         in   404  404  404  200
office:calendar           POST        in   404  404  404  422
office:calendar           other       in   404  404  404  405
office:period             GET         in   404  404  404  200
office:period             POST        in   404  404  404  422
office:period             other       in   404  404  404  405
office:period_remove      GET         in   404  404  404  200
office:period_remove      POST        in   404  404  404  302
office:period_remove      other       in   404  404  404  405
office:announcements      GET         in   404  404  404  200
office:announcements      POST+other  in   404  404  404  405
office:announcement_new   GET         in   404  404  404  200
office:announcement_new   POST        in   404  404  404  422
office:announcement_new   other       in   404  404  404  405
office:announcement       GET         in   404  404  404  200
office:announcement       POST        in   404  404  404  422
office:announcement       other       in   404  404  404  405
office:announcement_remove POST       in   404  404  404  302
office:announcement_remove GET+other  in   404  404  404  405
office:resources          GET         in   404  404  404  200
office:resources          POST+other  in   404  404  404  405
office:resource_new       GET         in   404  404  404  200
office:resource_new       POST        in   404  404  404  422
office:resource_new       other       in   404  404  404  405
office:resource           GET         in   404  404  404  200
office:resource           POST        in   404  404  404  422
office:resource           other       in   404  404  404  405
office:resource_remove    POST        in   404  404  404  302
office:resource_remove    GET+other   in   404  404  404  405

office:reports            GET         in   404  404  404  200
office:reports            POST+other  in   404  404  404  405
office:call               GET         in   404  404  404  200
office:call               POST        in   404  404  404  422
office:call               other       in   404  404  404  405
office:report             GET         in   404  404  404  200
office:report             POST+other  in   404  404  404  405
office:report_words       POST        in   404  404  404  422
office:report_words       GET+other   in   404  404  404  405
office:report_apart       POST        in   404  404  404  422
office:report_apart       GET+other   in   404  404  404  405
office:report_again       POST        in   404  404  404  422
office:report_again       GET+other   in   404  404  404  405
office:report_retire      POST        in   404  404  404  422
office:report_retire      GET+other   in   404  404  404  405
office:report_close       POST        in   404  404  404  422
office:report_close       GET+other   in   404  404  404  405
office:suspension         GET         in   404  404  404  200
office:suspension         POST        in   404  404  404  422
office:suspension         other       in   404  404  404  405

demo:sign_in              POST        302  302  302  302  302
demo:sign_in              GET+other   405  405  405  405  405
demo:clock                POST        302  302  302  302  302
demo:clock                GET+other   405  405  405  405  405
demo:mailbox              GET         200  200  200  200  200
demo:mailbox              POST+other  405  405  405  405  405
demo:mail                 GET         200  200  200  200  200
demo:mail                 POST+other  405  405  405  405  405
demo:mail_html            GET         200  200  200  200  200
demo:mail_html            POST+other  405  405  405  405  405
demo:mail_ics             GET         200  200  200  200  200
demo:mail_ics             POST+other  405  405  405  405  405
"""

# Pages about one row, in each of its states. "Student", "mentor" and "advisor" are those of this row; then come
# a student, a mentor and an advisor who have nothing to do with it. An officer opens rows in the admin alone.
#                         visitor student mentor advisor officer, strange student mentor advisor
ROWS = """
accounts:photo       mentor's-photo      GET         in   200 200 200 200   200 404 200
accounts:photo       student's-photo     GET         in   200 200 200 200   404 404 404
accounts:photo       mentor's-photo,student's-photo POST+other in 405 405 405 405 405 405 405

mentors:detail       active              GET         in   200 200 200 200   200 404 200
mentors:detail       applied             GET         in   404 200 200 200   404 404 200
mentors:detail       active              POST+other  in   405 405 405 405   405 405 405

students:want        active              POST        in   302 404 404 404   302 404 404
students:want        active              GET+other   in   405 404 404 404   405 404 404
students:want        applied             POST        in   404 404 404 404   404 404 404

students:unwant      active              POST        in   302 404 404 404   302 404 404
students:unwant      active              GET+other   in   405 404 404 404   405 404 404
students:unwant      applied             POST        in   404 404 404 404   404 404 404

mentors:alike        active              GET         in   200 404 404 404   200 404 404
mentors:alike        applied             GET         in   404 404 404 404   404 404 404
mentors:alike        active              POST+other  in   405 404 404 404   405 404 404

mentors:invitation   invited             GET         200  200 200 200 200   200 200 200
mentors:invitation   invited             POST        302  302 302 302 302   302 302 302
mentors:invitation   nonsense            GET+POST    410  410 410 410 410   410 410 410
mentors:invitation   invited             other       405  405 405 405 405   405 405 405

mentors:remove       invited             GET         200  200 200 200 200   200 200 200
mentors:remove       invited             POST        302  302 302 302 302   302 302 302
mentors:remove       nonsense            GET+POST    410  410 410 410 410   410 410 410
mentors:remove       invited             other       405  405 405 405 405   405 405 405

office:student_leaves advised            GET         in   404 404 404 200   404 404 404
office:student_leaves advised            POST        in   404 404 404 302   404 404 404
office:student_leaves advised            other       in   404 404 404 405   404 404 404

office:student_again advised             GET+POST    in   404 404 404 404   404 404 404
office:student_again advised             other       in   404 404 404 405   404 404 404

mentors:pause_by_mail volunteering       GET         200  200 200 200 200   200 200 200
mentors:pause_by_mail volunteering       POST        302  302 302 302 302   302 302 302
mentors:pause_by_mail nonsense           GET+POST    410  410 410 410 410   410 410 410
mentors:pause_by_mail volunteering       other       405  405 405 405 405   405 405 405

mentors:willing_by_mail volunteering     GET         200  200 200 200 200   200 200 200
mentors:willing_by_mail volunteering     POST        200  200 200 200 200   200 200 200
mentors:willing_by_mail nonsense         GET+POST    410  410 410 410 410   410 410 410
mentors:willing_by_mail volunteering     other       405  405 405 405 405   405 405 405

mentors:waiting_by_mail volunteering     GET         200  200 200 200 200   200 200 200
mentors:waiting_by_mail volunteering     POST        422  422 422 422 422   422 422 422
mentors:waiting_by_mail nonsense         GET+POST    410  410 410 410 410   410 410 410
mentors:waiting_by_mail volunteering     other       405  405 405 405 405   405 405 405

mentors:stop_by_mail volunteering        GET         200  200 200 200 200   200 200 200
mentors:stop_by_mail volunteering        POST        422  422 422 422 422   422 422 422
mentors:stop_by_mail nonsense            GET+POST    410  410 410 410 410   410 410 410
mentors:stop_by_mail volunteering        other       405  405 405 405 405   405 405 405

mail:off             mentor's            GET+POST    200  200 200 200 200   200 200 200
mail:off             nonsense            GET+POST    410  410 410 410 410   410 410 410
mail:off             mentor's            other       405  405 405 405 405   405 405 405

office:volunteer     applied             GET         in   404 404 404 200   404 404 404
office:volunteer     active              GET         in   404 404 404 404   404 404 404
office:volunteer     applied,active      POST+other  in   404 404 404 405   404 404 404

office:approve_volunteer applied         POST        in   404 404 404 302   404 404 404
office:approve_volunteer active          POST        in   404 404 404 404   404 404 404
office:approve_volunteer applied,active  GET+other   in   404 404 404 405   404 404 404

office:not_now       applied             POST        in   404 404 404 302   404 404 404
office:not_now       active              POST        in   404 404 404 404   404 404 404
office:not_now       applied,active      GET+other   in   404 404 404 405   404 404 404

interviews:ask       active              GET         in   302 404 404 404   200 404 404
interviews:ask       active              POST        in   422 404 404 404   422 404 404
interviews:ask       active              other       in   405 404 404 404   405 404 404
interviews:ask       applied             GET+POST    in   404 404 404 404   404 404 404
interviews:check     active              POST        in   200 404 404 404   200 404 404
interviews:check     active              GET+other   in   405 404 404 404   405 404 404
interviews:check     applied             POST        in   404 404 404 404   404 404 404
interviews:check_words own-draft,requested POST       in   200 404 404 404   404 404 404
interviews:check_words requested         GET+other   in   405 405 405 405   405 405 405

network:detail       ada                 GET         in   200 404 404 404   404 404 404
network:detail       ada                 POST+other  in   405 404 404 404   405 404 404
network:edit         ada                 GET         in   200 404 404 404   404 404 404
network:edit         ada                 POST        in   422 404 404 404   404 404 404
network:edit         ada                 other       in   405 404 404 404   405 404 404
network:named        completed,declined  GET         in   200 404 404 404   404 404 404
network:named        completed,declined  POST        in   422 404 404 404   404 404 404
network:named        completed,declined  other       in   405 404 404 404   405 404 404
network:named        requested           GET+POST    in   404 404 404 404   404 404 404
network:update       drafted             GET         in   200 404 404 404   404 404 404
network:update       drafted             POST        in   422 404 404 404   404 404 404
network:update       drafted             other       in   405 404 404 404   405 404 404
network:check_update drafted             POST        in   200 404 404 404   404 404 404
network:check_update drafted             GET+other   in   405 404 404 404   405 404 404
network:take_back    drafted             POST        in   302 404 404 404   404 404 404
network:take_back    drafted             GET+other   in   405 404 404 404   405 404 404
network:offer        ada                 POST        in   302 404 404 404   404 404 404
network:offer        ada                 GET+other   in   405 404 404 404   405 404 404
network:log          ada                 POST        in   422 404 404 404   404 404 404
network:log          ada                 GET+other   in   405 404 404 404   405 404 404
network:rhythm       ada                 POST        in   422 404 404 404   404 404 404
network:rhythm       ada                 GET+other   in   405 404 404 404   405 404 404
network:archive      ada                 POST        in   302 404 404 404   404 404 404
network:archive      ada                 GET+other   in   405 404 404 404   405 404 404
network:restore      ada                 POST        in   302 404 404 404   404 404 404
network:restore      ada                 GET+other   in   405 404 404 404   405 404 404
network:remove       ada                 POST        in   302 404 404 404   404 404 404
network:remove       ada                 GET+other   in   405 404 404 404   405 404 404

students:plan_goal    field              POST        in   422 404 404 404   422 404 404
students:plan_goal    field              GET+other   in   405 404 404 404   405 404 404
students:plan_drop    field              POST        in   302 404 404 404   302 404 404
students:plan_drop    field              GET+other   in   405 404 404 404   405 404 404

interviews:add_with  ada                 GET         in   200 404 404 404   404 404 404
interviews:add_with  ada                 POST        in   422 404 404 404   404 404 404
interviews:add_with  ada                 other       in   405 404 404 404   405 404 404

interviews:detail    own-draft,own-requested,own-scheduled,own-completed GET in 200 404 404 404 404 404 404
interviews:invitation own-scheduled      GET         in   200 404 404 404   404 404 404
interviews:unsend    own-requested       POST        in   409 404 404 404   404 404 404
interviews:choose    own-requested       POST        in   409 404 404 404   404 404 404
interviews:propose   own-requested       POST        in   409 404 404 404   404 404 404
interviews:follow_up own-requested       POST        in   422 404 404 404   404 404 404
interviews:withdraw  own-draft,own-requested POST    in   302 404 404 404   404 404 404
interviews:move      own-scheduled       GET         in   200 404 404 404   404 404 404
interviews:move      own-scheduled       POST        in   422 404 404 404   404 404 404
interviews:cancel    own-scheduled       POST        in   302 404 404 404   404 404 404
interviews:thank_you own-completed       POST        in   422 404 404 404   404 404 404
interviews:report    own-draft,own-scheduled GET+POST in  200 404 404 404   404 404 404
interviews:keep_apart own-draft,own-scheduled GET+POST in 404 404 404 404   404 404 404

interviews:message   own-draft           POST        in   422 404 404 404   404 404 404
interviews:message   own-requested,own-scheduled,own-completed POST in 409 404 404 404 404 404 404
interviews:message   requested           POST        in   404 404 404 404   404 404 404
interviews:message   own-draft           GET+other   in   405 405 405 405   405 405 405

interviews:said_yes  own-draft,own-requested POST    in   302 404 404 404   404 404 404
interviews:said_yes  own-scheduled,own-completed POST in  409 404 404 404   404 404 404
interviews:said_yes  requested           POST        in   404 404 404 404   404 404 404
interviews:said_yes  own-requested       GET+other   in   405 405 405 405   405 405 405

interviews:agreed    own-draft,own-requested POST    in   422 404 404 404   404 404 404
interviews:agreed    own-scheduled,own-completed POST in  409 404 404 404   404 404 404
interviews:agreed    requested           POST        in   404 404 404 404   404 404 404
interviews:agreed    own-requested       GET+other   in   405 405 405 405   405 405 405

interviews:said_no   own-draft,own-requested POST    in   422 404 404 404   404 404 404
interviews:said_no   own-scheduled,own-completed POST in  409 404 404 404   404 404 404
interviews:said_no   requested           POST        in   404 404 404 404   404 404 404
interviews:said_no   own-requested       GET+other   in   405 405 405 405   405 405 405

interviews:not_held  own-draft,own-requested,own-scheduled,own-completed POST in 409 404 404 404 404 404 404
interviews:not_held  requested           POST        in   404 404 404 404   404 404 404
interviews:not_held  own-scheduled       GET+other   in   405 405 405 405   405 405 405

interviews:answer    mentor's,student's  GET         200  200 200 200 200   200 200 200
interviews:answer    mentor's,student's  POST        422  422 422 422 422   422 422 422
interviews:answer    used-up             GET+POST    200  200 200 200 200   200 200 200
interviews:answer    nonsense            GET+POST    410  410 410 410 410   410 410 410
interviews:answer    mentor's            other       405  405 405 405 405   405 405 405

interviews:detail    draft               GET         in   302 404 404 404   404 404 404
interviews:detail    in-review           GET         in   200 404 404 404   404 404 404
interviews:detail    requested,countered,scheduled,completed,declined GET in 200 200 404 404 404 404 404
interviews:detail    requested           POST+other  in   405 405 405 405   405 405 405

interviews:invitation scheduled          GET         in   200 200 404 404   404 404 404
interviews:invitation draft,in-review,requested,countered,completed,declined GET in 404 404 404 404 404 404 404
interviews:invitation scheduled          POST+other  in   405 405 405 405   405 405 405

interviews:unsend    draft,in-review,requested     POST        in   302 404 404 404   404 404 404
interviews:unsend    countered,scheduled,completed,declined POST in 409 404 404 404 404 404 404
interviews:unsend    requested           GET+other   in   405 405 405 405   405 405 405

interviews:follow_up requested           POST        in   422 404 404 404   404 404 404
interviews:follow_up draft,in-review,countered,scheduled,completed,declined POST in 409 404 404 404 404 404 404
interviews:follow_up requested           GET+other   in   405 405 405 405   405 405 405

interviews:choose    countered           POST        in   422 404 404 404   404 404 404
interviews:choose    draft,in-review,requested,scheduled,completed,declined POST in 409 404 404 404 404 404 404
interviews:choose    countered           GET+other   in   405 405 405 405   405 405 405

interviews:propose   countered           POST        in   422 404 404 404   404 404 404
interviews:propose   draft,in-review,requested,scheduled,completed,declined POST in 409 404 404 404 404 404 404
interviews:propose   countered           GET+other   in   405 405 405 405   405 405 405

interviews:withdraw  draft,in-review,requested,countered POST  in   302 404 404 404   404 404 404
interviews:withdraw  scheduled,completed,declined POST in 409 404 404 404   404 404 404
interviews:withdraw  requested           GET+other   in   405 405 405 405   405 405 405

interviews:prepare   draft,in-review     POST        in   302 404 404 404   404 404 404
interviews:prepare   requested,countered,declined POST    in   302 404 404 404   404 404 404
interviews:prepare   scheduled,completed POST           in   409 404 404 404   404 404 404
interviews:prepare   scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:questions draft,in-review,requested,countered,scheduled,completed GET in 200 404 404 404 404 404 404
interviews:questions draft,in-review,requested,countered,scheduled,completed POST in 422 404 404 404 404 404 404
interviews:questions declined            GET+POST    in   404 404 404 404   404 404 404
interviews:questions scheduled           other       in   405 405 405 405   405 405 405

interviews:questions_printed draft,in-review,requested,countered,scheduled,completed GET in 200 404 404 404 404 404 404
interviews:questions_printed declined    GET         in   404 404 404 404   404 404 404
interviews:questions_printed scheduled   POST+other  in   405 405 405 405   405 405 405

questions:change scheduled         POST        in   422 404 404 404   404 404 404
questions:change scheduled         GET+other   in   405 405 405 405   405 405 405
questions:move scheduled           POST        in   302 404 404 404   404 404 404
questions:move scheduled           GET+other   in   405 405 405 405   405 405 405
questions:mark scheduled           POST        in   302 404 404 404   404 404 404
questions:mark scheduled           GET+other   in   405 405 405 405   405 405 405
questions:remove scheduled         POST        in   409 404 404 404   404 404 404
questions:remove scheduled         GET+other   in   405 405 405 405   405 405 405

interviews:notes     draft,in-review     POST        in   302 404 404 404   404 404 404
interviews:notes     requested,countered,declined POST    in   302 404 404 404   404 404 404
interviews:notes     scheduled,completed POST           in   409 404 404 404   404 404 404
interviews:notes     scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:thank_you completed,declined  POST        in   422 404 404 404   404 404 404
interviews:thank_you draft,in-review,requested,countered,scheduled POST in 409 404 404 404 404 404 404
interviews:thank_you completed           GET+other   in   405 405 405 405   405 405 405
interviews:take_back_thank_you draft,in-review,requested,countered POST in 302 404 404 404 404 404 404
interviews:take_back_thank_you scheduled,completed,declined        POST in 302 404 404 404 404 404 404
interviews:take_back_thank_you completed GET+other   in   405 405 405 405   405 405 405

interviews:accept    draft,in-review     POST        in   404 404 404 404   404 404 404
interviews:accept    requested           POST        in   404 422 404 404   404 404 404
interviews:accept    countered,scheduled,completed,declined POST in 404 409 404 404 404 404 404
interviews:accept    requested           GET+other   in   405 405 405 405   405 405 405

interviews:resume    draft,in-review     GET         in   404 404 404 404   404 404 404
interviews:resume    requested,countered,scheduled,completed,declined GET in 404 404 404 404 404 404 404
interviews:resume    scheduled           POST+other  in   405 405 405 405   405 405 405
interviews:release_resume draft,in-review POST       in   409 404 404 404   404 404 404
interviews:release_resume requested,countered,scheduled,completed,declined POST in 409 404 404 404 404 404 404
interviews:release_resume scheduled      GET+other   in   405 405 405 405   405 405 405
interviews:take_back_resume draft,in-review POST     in   409 404 404 404   404 404 404
interviews:take_back_resume requested,countered,scheduled,completed,declined POST in 409 404 404 404 404 404 404
interviews:take_back_resume scheduled    GET+other   in   405 405 405 405   405 405 405
interviews:ask_for_resume draft,in-review POST       in   404 404 404 404   404 404 404
interviews:ask_for_resume requested,countered,declined POST in 404 409 404 404 404 404 404
interviews:ask_for_resume scheduled,completed POST   in   404 302 404 404   404 404 404
interviews:ask_for_resume scheduled      GET+other   in   405 405 405 405   405 405 405

interviews:say_yes   draft,in-review     POST        in   404 404 404 404   404 404 404
interviews:say_yes   requested           POST        in   404 302 404 404   404 404 404
interviews:say_yes   countered,scheduled,completed,declined POST in 404 409 404 404 404 404 404
interviews:say_yes   requested           GET+other   in   405 405 405 405   405 405 405

interviews:offer     draft,in-review     POST        in   404 404 404 404   404 404 404
interviews:offer     requested           POST        in   404 422 404 404   404 404 404
interviews:offer     countered,scheduled,completed,declined POST in 404 409 404 404 404 404 404
interviews:offer     requested           GET+other   in   405 405 405 405   405 405 405

interviews:decline   draft,in-review     POST        in   404 404 404 404   404 404 404
interviews:decline   requested,countered,declined POST in 404 302 404 404   404 404 404
interviews:decline   scheduled,completed POST        in   404 409 404 404   404 404 404
interviews:decline   requested           GET+other   in   405 405 405 405   405 405 405

interviews:move      draft,in-review     GET+POST    in   302 404 404 404   404 404 404
interviews:move      requested,countered,completed,declined GET+POST in 302 302 404 404 404 404 404
interviews:move      scheduled           GET         in   200 200 404 404   404 404 404
interviews:move      scheduled           POST        in   422 422 404 404   404 404 404
interviews:move      scheduled           other       in   405 405 405 405   405 405 405

interviews:cancel    draft,in-review     POST        in   409 404 404 404   404 404 404
interviews:cancel    scheduled           POST        in   422 302 404 404   404 404 404
interviews:cancel    requested,countered,completed,declined POST in 409 409 404 404 404 404 404
interviews:cancel    scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:complete  draft,in-review     POST        in   409 404 404 404   404 404 404
interviews:complete  requested,countered,scheduled,declined POST in 409 409 404 404 404 404 404
interviews:complete  completed           POST        in   302 302 404 404   404 404 404
interviews:complete  scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:miss      draft,in-review     POST        in   409 404 404 404   404 404 404
interviews:miss      requested,countered,scheduled,declined POST in 409 409 404 404 404 404 404
interviews:miss      completed           POST        in   409 302 404 404   404 404 404
interviews:miss      scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:answer_absence draft,in-review POST        in   409 404 404 404   404 404 404
interviews:answer_absence requested,countered,scheduled,completed,declined POST in 409 409 404 404 404 404 404
interviews:answer_absence scheduled      GET+other   in   405 405 405 405   405 405 405

interviews:write     draft,in-review     POST        in   409 404 404 404   404 404 404
interviews:write     requested,countered,scheduled,completed POST in 422 422 404 404 404 404 404
interviews:write     declined            POST        in   409 409 404 404   404 404 404
interviews:write     scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:ask_first draft,in-review     POST        in   404 404 404 404   404 404 404
interviews:ask_first requested           POST        in   404 422 404 404   404 404 404
interviews:ask_first countered,scheduled,completed POST in 404 422 404 404  404 404 404
interviews:ask_first declined            POST        in   404 409 404 404   404 404 404
interviews:ask_first requested           GET+other   in   405 405 405 405   405 405 405

interviews:running_late draft,in-review  POST        in   409 404 404 404   404 404 404
interviews:running_late requested,countered,scheduled,completed,declined POST in 409 409 404 404 404 404 404
interviews:running_late scheduled        GET+other   in   405 405 405 405   405 405 405

interviews:quieten   draft,in-review     POST        in   302 404 404 404   404 404 404
interviews:quieten   requested,countered,scheduled,completed,declined POST in 302 302 404 404 404 404 404
interviews:quieten   scheduled           GET+other   in   405 405 405 405   405 405 405

interviews:today     draft,in-review     GET         in   302 404 404 404   404 404 404
interviews:today     requested,countered,scheduled,completed,declined GET in 302 302 404 404 404 404 404
interviews:today     scheduled           POST+other  in   405 405 405 405   405 405 405

interviews:write_by_link student's,mentor's GET      200  200 200 200 200   200 200 200
interviews:write_by_link student's,mentor's POST     422  422 422 422 422   422 422 422
interviews:write_by_link closed,nonsense GET+POST    410  410 410 410 410   410 410 410
interviews:write_by_link student's       other       405  405 405 405 405   405 405 405

interviews:report    draft,in-review     GET         in   200 404 404 404   404 404 404
interviews:report    draft,in-review     POST        in   422 404 404 404   404 404 404
interviews:report    requested,countered,scheduled,completed,declined GET in 200 200 404 404 404 404 404
interviews:report    requested,countered,scheduled,completed,declined POST in 422 422 404 404 404 404 404
interviews:report    scheduled           other       in   405 405 405 405   405 405 405

interviews:report_by_link student's,mentor's GET     200  200 200 200 200   200 200 200
interviews:report_by_link student's,mentor's POST    422  422 422 422 422   422 422 422
interviews:report_by_link nonsense       GET+POST    410  410 410 410 410   410 410 410
interviews:report_by_link student's      other       405  405 405 405 405   405 405 405

interviews:keep_apart draft,in-review     GET         in   200 404 404 404   404 404 404
interviews:keep_apart draft,in-review     POST        in   302 404 404 404   404 404 404
interviews:keep_apart requested,countered,scheduled,completed,declined GET in 200 200 404 404 404 404 404
interviews:keep_apart requested,countered,scheduled,completed,declined POST in 302 302 404 404 404 404 404
interviews:keep_apart scheduled          other       in   405 405 405 405   405 405 405

reflections:write    scheduled           GET         in   409 404 404 404   404 404 404
reflections:write    completed,written,returned GET  in   200 404 404 404   404 404 404
reflections:write    handed-in           GET         in   302 404 404 404   404 404 404
reflections:write    completed           POST+other  in   405 405 405 405   405 405 405

reflections:before   scheduled           POST        in   302 404 404 404   404 404 404
reflections:before   completed,written,handed-in,returned POST in 409 404 404 404 404 404 404
reflections:before   scheduled           GET+other   in   405 405 405 405   405 405 405

reflections:save     scheduled           POST        in   409 404 404 404   404 404 404
reflections:save     completed,written,handed-in,returned POST in 422 404 404 404 404 404 404
reflections:save     written             GET+other   in   405 405 405 405   405 405 405

reflections:submit   scheduled           POST        in   409 404 404 404   404 404 404
reflections:submit   completed,written,handed-in,returned POST in 422 404 404 404 404 404 404
reflections:submit   written             GET+other   in   405 405 405 405   405 405 405

reflections:lines    draft               GET+POST    in   404 404 404 404   404 404 404
reflections:lines    handed-in,returned  GET         in   200 404 404 404   404 404 404
reflections:lines    handed-in,returned  POST        in   302 404 404 404   404 404 404
reflections:lines    handed-in           other       in   405 405 405 405   405 405 405

reflections:use      draft,handed-in,returned POST   in   404 404 404 404   404 404 404
reflections:use      handed-in           GET+other   in   405 405 405 405   405 405 405

reflections:steps    draft               POST        in   404 404 404 404   404 404 404
reflections:steps    handed-in,returned  POST        in   422 404 404 404   404 404 404
reflections:steps    handed-in           GET+other   in   405 405 405 405   405 405 405

reflections:step     draft,handed-in,returned POST   in   404 404 404 404   404 404 404
reflections:step     handed-in           GET+other   in   405 405 405 405   405 405 405

reflections:detail   draft               GET         in   302 404 404 404   404 404 404
reflections:detail   handed-in,returned  GET         in   200 404 404 404   404 404 404
reflections:detail   handed-in           POST+other  in   405 405 405 405   405 405 405

reflections:note     draft,handed-in     POST        in   409 404 404 404   404 404 404
reflections:note     returned            POST        in   302 404 404 404   404 404 404
reflections:note     returned            GET+other   in   405 405 405 405   405 405 405

advising:show_note   draft               POST        in   404 404 404 404   404 404 404
advising:show_note   handed-in,returned  POST        in   404 404 302 404   404 404 404
advising:show_note   handed-in           GET+other   in   404 404 405 404   404 404 405

advising:review      draft               GET+POST    in   404 404 404 404   404 404 404
advising:review      handed-in,returned  GET         in   404 404 200 404   404 404 404
advising:review      handed-in,returned  POST        in   404 404 422 404   404 404 404
advising:review      handed-in           other       in   404 404 405 404   404 404 405

office:reflection    draft               GET+POST    in   404 404 404 404   404 404 404
office:reflection    handed-in,returned  GET         in   404 404 404 200   404 404 404
office:reflection    handed-in,returned  POST        in   404 404 404 422   404 404 404
office:reflection    handed-in           other       in   404 404 404 405   404 404 404

advising:take        draft,handed-in,returned POST   in   404 404 302 404   404 404 302
advising:take        handed-in           GET+other   in   404 404 405 404   404 404 405

advising:student     advised             GET         in   404 404 200 404   404 404 404
advising:student     advised             POST+other  in   404 404 405 404   404 404 405

advising:lift        advised             POST        in   404 404 302 302   404 404 404
advising:lift        advised             GET+other   in   404 404 405 405   404 404 405

advising:message     in-review           GET         in   404 404 200 404   404 404 404
advising:message     in-review           POST        in   404 404 422 404   404 404 404
advising:message     in-review           other       in   404 404 405 405   404 404 405

advising:suggest     advised             GET         in   404 404 200 404   404 404 404
advising:suggest     advised             POST        in   404 404 422 404   404 404 404
advising:suggest     advised             other       in   404 404 405 404   404 404 405

courses:detail       joined,empty        GET         in   404 404 200 200   404 404 404
courses:detail       joined              POST+other  in   404 404 405 405   404 404 405
courses:sheet        joined,empty        GET         in   404 404 200 200   404 404 404
courses:sheet        joined              POST+other  in   404 404 405 405   404 404 405
courses:edit         joined,empty        GET         in   404 404 200 200   404 404 404
courses:edit         joined,empty        POST        in   404 404 422 422   404 404 404
courses:edit         joined              other       in   404 404 405 405   404 404 405
courses:remove       joined              POST        in   404 404 409 409   404 404 404
courses:remove       empty               POST        in   404 404 302 302   404 404 404
courses:remove       joined              GET+other   in   404 404 405 405   404 404 405
courses:leave        joined              POST        in   302 404 404 404   404 404 404
courses:leave        empty               POST        in   404 404 404 404   404 404 404
courses:leave        joined              GET+other   in   405 404 404 404   405 404 404

students:not_now     suggested           POST        in   302 404 404 404   404 404 404
students:not_now     suggested           GET+other   in   405 404 404 404   405 404 404

advising:excuse      late                POST        in   404 404 302 404   404 404 404
advising:excuse      late                GET+other   in   404 404 405 404   404 404 405
"""

# What allauth brings: GET, POST, PUT, DELETE, OPTIONS of a visitor, then of anybody signed in. These pages are about
# whoever asks, so roles change nothing. Its generic views put like they post and tell their options to everybody.
ACCOUNT = """
account_login                        200 422 422 405 200  302 302 302 302 302
account_logout                       302 302 405 405 200  200 302 405 405 200
account_inactive                     200 405 405 405 200  200 405 405 405 200
account_signup                       200 422 422 405 200  302 302 302 302 302
account_reauthenticate               in  in  in  in  in   200 422 422 405 200
account_email                        in  in  in  in  in   200 302 302 405 200
account_email_verification_sent      302 302 302 302 302  302 302 302 302 302
account_change_password              in  in  in  in  in   200 422 422 405 200
account_set_password                 in  in  in  in  in   302 302 302 302 302
account_reset_password               200 422 422 405 200  200 422 422 405 200
account_confirm_login_code           302 302 302 302 302  302 302 302 302 302
account_reset_password_from_key_done 200 405 405 405 200  200 405 405 405 200
account_reset_password_from_key      200 422 422 200 200  200 422 422 200 200
account_reset_password_done          200 405 405 405 200  200 405 405 405 200
account_request_login_code           200 422 422 405 200  302 302 302 302 302
mfa_index                            in  in  in  in  in   200 405 405 405 200
mfa_authenticate                     302 302 302 302 302  302 302 302 302 302
mfa_reauthenticate                   in  in  in  in  in   302 302 302 302 302
mfa_activate_totp                    302 302 302 302 302  302 302 302 302 302
mfa_deactivate_totp                  in  in  in  in  in   404 404 404 404 404
mfa_view_recovery_codes              in  in  in  in  in   404 405 405 405 200
mfa_generate_recovery_codes          302 302 302 302 302  302 302 302 302 302
mfa_download_recovery_codes          in  in  in  in  in   404 404 404 404 404
mfa_list_webauthn                    in  in  in  in  in   200 405 405 405 200
mfa_add_webauthn                     302 302 302 302 302  302 302 302 302 302
mfa_reauthenticate_webauthn          in  in  in  in  in   302 302 302 302 302
mfa_remove_webauthn                  302 302 302 302 302  302 302 302 302 302
mfa_edit_webauthn                    302 302 302 302 302  302 302 302 302 302
mfa_login_webauthn                   302 302 302 405 200  302 302 302 302 302
usersessions_list                    in  in  in  in  in   200 302 302 405 200
socialaccount_login_cancelled        200 405 405 405 200  200 405 405 405 200
socialaccount_login_error            401 405 405 405 200  401 405 405 405 200
socialaccount_signup                 302 302 302 302 302  302 302 302 302 302
socialaccount_connections            in  in  in  in  in   200 422 422 405 200
openid_connect_login                 404 404 404 404 404  404 404 404 404 404
openid_connect_callback              404 404 404 404 404  404 404 404 404 404
"""

# Our admin, by model: what an officer gets. Nobody else finds any of it.
#                         list add change history delete, then the same posted
ADMIN = """
accounts.auditevent     200 403 200 200 403   200 403 403 200 403
accounts.user           200 200 200 200 403   200 200 200 200 403
campus.campusdomain     200 200 200 200 200   200 200 200 200 302
campus.field            200 200 200 200 200   200 200 200 200 200
campus.major            200 200 200 200 200   200 200 200 200 302
interviews.interview    200 403 200 200 403   200 403 403 200 403
mail.outgoingmail       200 403 200 200 403   200 403 403 200 403
mail.receivedmail       200 403 200 200 403   200 403 403 200 403
mail.suppression        200 403 200 200 200   200 403 403 200 302
mentors.mentor          200 403 200 200 403   200 403 200 200 403
reflections.reflection  200 403 200 200 403   200 403 403 200 403
students.rosterentry    200 200 200 200 200   200 200 200 200 302
students.student        200 403 200 200 403   200 403 302 200 403
"""
# The pages of the admin itself, and addresses without a name of their own: what an officer gets, looked at and posted.
ADMIN_ITSELF = """
admin:index                 200 200
admin:login                 404 404
admin:logout                405 200
admin:password_change       200 200
admin:password_change_done  200 405
admin:autocomplete          403 405
admin:jsi18n                200 405
admin:view_on_site          404 404
admin:app_list              200 200
admin/(?P<url>.*)$          404 404
"""
ADMIN_PAGES = ("changelist", "add", "change", "history", "delete")
ADMIN_ARGUMENTS = {"admin:view_on_site": [1, 1], "admin:app_list": ["mail"]}
CATCH_ALL = "admin/(?P<url>.*)$"  # what no other pattern knows
FOR_EVERYBODY = {"admin:login", "admin:logout"}

OWN = {"own-draft", "own-requested", "own-scheduled", "own-completed"}  # with somebody outside
STATES = {
    "<uuid:contact_id>": {"ada"},
    "<int:field_id>": {"field"},
    "<uuid:touch_id>": {"drafted"},
    "named/<uuid:interview_id>": {"requested", "completed", "declined"},
    **{f"<uuid:interview_id>/{verb}/": {*OWN, "requested"} for verb in ("message", "said-yes", "agreed", "said-no")},
    "<uuid:interview_id>/not-held/": {*OWN, "requested"},
    "<uuid:interview_id>/check/": {"own-draft", "requested"},
    "<uuid:portrait_id>": {"mentor's-photo", "student's-photo"},
    "<uuid:mentor_id>": {"active", "applied"},
    "mentoring/invitation/<str:token>": {"invited", "nonsense"},
    "mentoring/pause/<str:token>": {"volunteering", "nonsense"},
    "mentoring/stop/<str:token>": {"volunteering", "nonsense"},
    "mentoring/waiting/<str:token>": {"volunteering", "nonsense"},
    "mentoring/willing/<str:token>": {"volunteering", "nonsense"},
    "<str:token>": {"mentor's", "student's", "used-up", "nonsense"},
    "<str:off_token>": {"mentor's", "nonsense"},
    "<str:write_token>": {"mentor's", "student's", "closed", "nonsense"},
    "<str:report_token>": {"mentor's", "student's", "nonsense"},
    "interviews/<uuid:interview_id>": {
        *("draft", "in-review", "requested", "countered", "scheduled", "completed", "declined"),
    },
    "reflections/interview/<uuid:interview_id>": {"scheduled", "completed", "written", "handed-in", "returned"},
    "excuse/<uuid:interview_id>": {"late"},
    "messages/<uuid:interview_id>": {"in-review"},
    "<int:question_id>": {"scheduled"},
    "<uuid:reflection_id>": {"draft", "handed-in", "returned"},
    "<uuid:course_id>": {"joined", "empty"},
    "<uuid:suggestion_id>": {"suggested"},
    "<uuid:student_id>": {"advised"},
}
NAMED = {
    "demo:sign_in": {"role": "officer"},
    "students:step": {"name": "you"},
    "guides:guide": {"slug": "whom-to-ask"},
    "office:graduation_off": {"class_year": 2027},
}
ROW_OWNER = {
    "draft": "dana",
    "in-review": "lee",
    "requested": "riley",
    "countered": "kai",
    "ada": "dana",
    "drafted": "dana",
}
ROW_OWNER |= dict.fromkeys(OWN, "dana")


@dataclass(frozen=True)
class Case:
    """One line of a table: what these people get at this address, by these methods."""

    name: str
    states: tuple[str, ...]
    groups: tuple[str, ...]
    expected: tuple[str, ...]


def cases_of(table: str, *, with_states: bool) -> list[Case]:
    cases = []
    for line in filter(None, table.splitlines()):
        name, *rest = line.split()
        states = tuple(rest.pop(0).split(",")) if with_states else ("",)
        cases.append(Case(name, states, tuple(rest[0].split("+")), tuple(rest[1:])))
    return cases


def by_name(table: str) -> dict[str, list[str]]:
    return {name: answers for name, *answers in map(str.split, filter(None, table.splitlines()))}


PAGE_CASES = cases_of(PAGES, with_states=False)
ROW_CASES = cases_of(ROWS, with_states=True)
ACCOUNT_CASES, ADMIN_CASES, ITSELF_CASES = by_name(ACCOUNT), by_name(ADMIN), by_name(ADMIN_ITSELF)


# --- The tables are whole -----------------------------------------------------------------------------------------
def test_the_tables_name_every_address_there_is_and_no_other() -> None:
    addresses = set(every_pattern())

    listed = {case.name for case in PAGE_CASES + ROW_CASES} | set(ACCOUNT_CASES) | set(ITSELF_CASES)
    listed |= {f"admin:{model.replace('.', '_')}_{page}" for model, page in product(ADMIN_CASES, ADMIN_PAGES)}
    listed |= {f"admin/{model.replace('.', '/')}/<path:object_id>/" for model in ADMIN_CASES}  # leads to "change"

    assert listed == addresses


def test_every_line_is_about_everybody() -> None:
    widths = {len(case.expected) for case in PAGE_CASES}, {len(case.expected) for case in ROW_CASES}

    assert widths == ({5}, {8})


def test_every_address_says_what_each_method_does_once() -> None:
    said = Counter(
        (case.name, state, group) for case in PAGE_CASES + ROW_CASES for state in case.states for group in case.groups
    )
    groups = defaultdict(set)
    for name, _state, group in said:
        groups[name].add(group)

    assert {what for what, times in said.items() if times > 1} == set()
    assert {name for name, found in groups.items() if found != set(METHODS)} == set()


def test_every_row_is_looked_at_in_each_of_its_states() -> None:
    routes, listed = every_pattern(), defaultdict(set)
    for case in ROW_CASES:
        listed[case.name] |= set(case.states)

    wanted = {name: states_of(routes[name]) for name in listed}
    missing = {name: wanted[name] ^ (listed[name] - (OWN - wanted[name])) for name in listed}

    assert {name: states for name, states in missing.items() if states} == {}


def states_of(route: str) -> set[str]:
    return next(states for part, states in STATES.items() if part in route)


# --- The project does as the tables say ---------------------------------------------------------------------------
@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with a_world(django_db_blocker) as built, lean_not_found():
        yield built


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    return world.browsers()


@pytest.mark.parametrize("case", PAGE_CASES, ids=lambda case: f"{case.name} {'+'.join(case.groups)}")
def test_a_page(case: Case, world: World, browsers: dict[str, Client]) -> None:
    arguments = NAMED.get(case.name) or a_row_for(every_pattern()[case.name])
    url = reverse(case.name, kwargs=arguments)
    people = [VISITOR, "jordan", "maya", "rosa", OFFICER]

    found = {method: answers(method, url, people, browsers) for method in methods_of(case)}

    assert found == dict.fromkeys(found, case.expected)


@pytest.mark.parametrize("case", ROW_CASES, ids=lambda case: f"{case.name} {case.states[0]} {'+'.join(case.groups)}")
def test_a_row(case: Case, world: World, browsers: dict[str, Client]) -> None:
    found = {
        (state, method): answers(method, address(case.name, state, world), people_of(case.name, state), browsers)
        for state in case.states
        for method in methods_of(case)
    }

    assert found == dict.fromkeys(found, case.expected)


@pytest.mark.parametrize("name", ACCOUNT_CASES)
def test_a_page_of_the_account(name: str, world: World, browsers: dict[str, Client]) -> None:
    arguments = {"<int:pk>": [1], "uidb36": ["1", "set-password"], "provider_id": ["campus"]}
    given = next((values for part, values in arguments.items() if part in every_pattern()[name]), [])
    url = reverse(name, args=given)

    found = [
        answer(method, url, browsers[who])
        for who in (VISITOR, "jordan")
        for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS")
    ]

    assert found == ACCOUNT_CASES[name]


@pytest.mark.parametrize("model", ADMIN_CASES)
def test_a_model_in_the_admin(model: str, world: World, browsers: dict[str, Client]) -> None:
    urls = [admin_url(model, page) for page in ADMIN_PAGES]

    found = [answer(method, url, browsers[OFFICER]) for method in ("GET", "POST") for url in urls]
    others = {
        (url, method): answers(method, url, EVERYBODY_ELSE, browsers) for url in urls for method in ("GET", "POST")
    }

    assert found == ADMIN_CASES[model]
    assert others == dict.fromkeys(others, ("admin login",) * 4)


@pytest.mark.parametrize("name", ITSELF_CASES)
def test_a_page_of_the_admin_itself(name: str, world: World, browsers: dict[str, Client]) -> None:
    url = "/admin/nowhere/" if name == CATCH_ALL else reverse(name, args=ADMIN_ARGUMENTS.get(name, []))

    found = [answer(method, url, browsers[OFFICER]) for method in ("GET", "POST")]
    others = {method: answers(method, url, EVERYBODY_ELSE, browsers) for method in ("GET", "POST")}

    assert found == ITSELF_CASES[name]
    if name not in FOR_EVERYBODY:
        assert others == dict.fromkeys(others, ("admin login",) * 4)


def test_the_sign_in_of_the_admin_leads_visitors_to_ours_and_others_nowhere(
    world: World, browsers: dict[str, Client]
) -> None:
    found = answers("GET", "/admin/login/?next=/admin/", EVERYBODY_ELSE, browsers)

    assert found == ("302", "404", "404", "404")


def a_row_for(route: str) -> dict[str, object]:
    """Rows that are the office's or nobody's: any of them will do."""
    rows = {
        "mail_id": OutgoingMail.objects.exclude(ics=""),
        "period_id": AcademicPeriod.objects.all(),
        "report_id": Report.objects.all(),
        "call_id": Interview.objects.pool().filter(state="scheduled"),
        "user_id": User.objects.filter(full_name="Maya"),
        "advisor_id": User.objects.filter(full_name="Rosa"),
        "keep_id": User.objects.filter(full_name="Maya"),
        "other_id": User.objects.filter(full_name="Applied"),
        "upload_id": RosterUpload.objects.all(),
        "list_id": AlumniUpload.objects.all(),
        "announcement_id": Announcement.objects.all(),
        "resource_id": Resource.objects.all(),
    }
    words = {"sample": "interviews.booked", "number": 1, "key": "path"}
    given = {name: word for name, word in words.items() if f":{name}>" in route}
    return given | {name: found.values_list("pk", flat=True)[0] for name, found in rows.items() if f":{name}>" in route}


def methods_of(case: Case) -> list[str]:
    return [method for group in case.groups for method in METHODS[group]]


def address(name: str, state: str, world: World) -> str:
    state, route = state.replace("-", " "), every_pattern()[name]
    if "portrait_id" in route:
        return reverse(name, args=[world.people["maya" if "mentor" in state else "jordan"].portrait_id])
    if "mentor_id" in route:
        return reverse(name, args=[world.mentors["maya" if state == "active" else state].pk])
    if "report_token" in route:
        return reverse(name, args=[world.report_links[state]])
    if "off_token" in route:
        return reverse(name, args=[world.off_links[state]])
    if "write_token" in route:
        return reverse(name, args=[world.write_links[state]])
    if "token" in route:
        return reverse(name, args=[world.links[state]])
    if "course_id" in route:
        return reverse(name, args=[world.courses[state].pk])
    if "suggestion_id" in route:
        return reverse(name, args=[world.students["jordan"].suggestions.get().pk])
    if "student_id" in route:
        return reverse(name, args=[world.students["jordan"].pk])
    if "touch_id" in route:
        return reverse(name, args=[world.drafted.pk])
    if "field_id" in route:
        return reverse(name, args=[Field.objects.earliest("pk").pk])
    if "contact_id" in route:
        return reverse(name, args=[world.contacts[state].pk])
    if "question_id" in route:
        return reverse(name, args=[world.interviews[state].questions.values_list("pk", flat=True)[0]])
    rows = world.reflections if "reflection_id" in route else world.interviews
    return reverse(name, args=[rows[state].pk, *(["thank_you"] if "<str:kind>" in route else [])])


def people_of(name: str, state: str) -> list[str]:
    student = ROW_OWNER.get(state, "jordan") if name.startswith(("network:", "interviews:")) else "jordan"
    mentor = "applied" if state == "applied" else "maya"
    return [VISITOR, student, mentor, "rosa", OFFICER, "strange student", "strange mentor", "strange advisor"]


def admin_url(model: str, page: str) -> str:
    registered = next(found for found in admin.site._registry if found._meta.label_lower == model)
    row = registered._default_manager.order_by("pk").values_list("pk", flat=True)[0]
    args = [] if page in ("changelist", "add") else [row]
    return reverse(f"admin:{model.replace('.', '_')}_{page}", args=args)


def answers(method: str, url: str, people: list[str], browsers: dict[str, Client]) -> tuple[str, ...]:
    return tuple(answer(method, url, browsers[who]) for who in people)


def answer(method: str, url: str, browser: Client) -> str:
    """What this browser gets, and whatever it did is taken back."""
    before = SimpleCookie({name: morsel.value for name, morsel in browser.cookies.items()})
    form = {"csrfmiddlewaretoken": "every form has one"}
    with undrawn() if method in METHODS["GET"] else nullcontext(), transaction.atomic():
        response = browser.post(url, form) if method == "POST" else browser.generic(method, url)
        transaction.set_rollback(True)
    browser.cookies = before
    return in_a_word(response, url)


def in_a_word(response: HttpResponse, url: str) -> str:
    location = response.headers.get("Location", "")
    if location == f"{reverse('account_login')}?next={quote(url)}":
        return "in"
    return "admin login" if location.startswith(reverse("admin:login")) else str(response.status_code)
