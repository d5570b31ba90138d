"""Every page there is, as each role that has it: axe, the console, the smallest screen, one heading, a title."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page

from tests.browser import axe, steps
from tests.browser.product import Product
from tests.browser.windows import Window, windows

pytestmark = pytest.mark.browser

UUID = "[0-9a-f-]{36}"
DETAIL = f"/interviews/{UUID}/$"
WITH_HOURS = "/mentors/?now=1&sort=soonest"
HAS_TIMES, HAS_NONE = r"^View times\s*:", r"^Ask\s*:"
MAYAS_MAIL = "/demo/mailbox/?to=maya.chen@example.com"


@dataclass(frozen=True)
class Stop:
    """name: of the URL, and after a comma which of its faces.
    follow: the links that lead there from `start`, by their address or their words; "+" of one that a script replaces
    with what it leads to, and what it adds to the address.
    """

    name: str
    role: str
    start: str
    follow: tuple[str, ...] = ()
    status: int = 200

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


STOPS = (
    Stop("core:landing", "visitor", "/"),
    Stop("core:alumni", "visitor", "/for-alumni/"),
    Stop("core:styleguide", "visitor", "/styleguide/"),
    Stop("not found", "visitor", "/nowhere/", status=404),
    Stop("account_login", "visitor", "/account/login/"),
    Stop("account_signup", "visitor", "/account/signup/"),
    Stop("account_request_login_code", "visitor", "/account/login/code/"),
    Stop("account_reset_password", "visitor", "/account/password/reset/"),
    Stop("account_reset_password_done", "visitor", "/account/password/reset/done/"),
    Stop("account_reset_password_from_key", "visitor", "/account/password/reset/key/1-nothing/"),
    Stop("account_reset_password_from_key_done", "visitor", "/account/password/reset/key/done/"),
    Stop("account_inactive", "visitor", "/account/inactive/"),
    Stop("socialaccount_login_cancelled", "visitor", "/account/campus/login/cancelled/"),
    Stop("socialaccount_login_error", "visitor", "/account/campus/login/error/", status=401),
    Stop("socialaccount_connections", "student", "/account/campus/"),
    Stop("account_logout", "student", "/account/logout/"),
    Stop("account_email", "student", "/account/email/"),
    Stop("account_set_password", "student", "/account/password/set/"),
    Stop("mfa_index", "student", "/account/2fa/"),
    Stop("usersessions_list", "student", "/account/sessions/"),
    Stop("accounts:settings", "student", "/settings/"),
    Stop("accounts:privacy", "student", "/settings/privacy/"),
    Stop("accounts:delete", "student", "/settings/privacy/delete/"),
    Stop("accounts:delete, a mentor's", "mentor", "/settings/privacy/delete/"),
    Stop("accounts:privacy, a mentor's", "mentor", "/settings/privacy/"),
    Stop("mail:settings", "student", "/settings/mail/"),
    Stop("mail:settings, a mentor's", "mentor", "/settings/mail/"),
    Stop("mail:off, stale", "visitor", "/mail/off/nothing/", status=410),
    Stop("accounts:my_photo", "student", "/settings/photo/"),
    Stop("accounts:my_photo, with one", "mentor", "/settings/photo/"),
    Stop("students:home", "student", "/home/"),
    Stop("students:graduation", "student", "/graduation/"),
    Stop("students:profile", "student", "/profile/"),
    Stop("students:about", "student", "/profile/about/"),
    Stop("mentors:directory", "student", "/mentors/"),
    Stop("mentors:directory, searched", "student", "/mentors/?q=chemist&now=1"),
    Stop("mentors:directory, nobody found", "student", "/mentors/?q=submarine+poet&now=1"),
    Stop("mentors:detail, with hours", "student", WITH_HOURS, (HAS_TIMES,)),
    Stop("mentors:detail, without hours", "student", "/mentors/?now=1", (HAS_NONE,)),
    Stop("mentors:alike", "student", "/mentors/?now=1", (HAS_NONE, "+alike/")),
    Stop("students:wanted", "student", "/mentors/", ("/wanted/$",)),
    Stop("students:what_they_do", "student", "/mentors/", ("/majors/$",)),
    Stop("interviews:ask, with hours", "student", WITH_HOURS, (HAS_TIMES, "/interviews/ask/")),
    Stop("interviews:ask, without hours", "student", "/mentors/?now=1", (HAS_NONE, "/interviews/ask/")),
    Stop("interviews:ask, a draft", "student", "/interviews/?show=needs", (DETAIL,)),
    Stop("interviews:list, needs", "student", "/interviews/?show=needs"),
    Stop("interviews:list, past", "student", "/interviews/?show=past"),
    Stop("interviews:detail, waiting", "student", "/interviews/?show=waiting", (DETAIL,)),
    Stop("interviews:detail, booked", "student", "/interviews/?show=upcoming", (DETAIL,)),
    Stop("interviews:detail, to thank for", "student", "/interviews/?show=follow-up", (DETAIL,)),
    Stop("interviews:detail, past", "student", "/interviews/?show=past", (DETAIL,)),
    Stop("interviews:questions", "student", "/interviews/?show=upcoming", (DETAIL, "/questions/$")),
    Stop("interviews:questions_printed", "student", "/interviews/?show=upcoming", (DETAIL, "/questions/$", "/print/$")),
    Stop("advising:questions", "advisor", "/advising/questions/"),
    Stop("guides:guides", "visitor", "/guides/"),
    Stop("guides:guide", "student", "/guides/", ("/guides/whom-to-ask/$",)),
    Stop("guides:guide", "advisor", "/guides/for-advisors/"),
    Stop("guides:mentor_guide", "mentor", "/mentoring/", ("/guides/for-mentors/$",)),
    Stop("questions:list", "student", "/questions/"),
    Stop("interviews:move", "student", "/interviews/?show=upcoming", (DETAIL, "/move/$")),
    Stop("interviews:move", "mentor", "/interviews/?show=upcoming", (DETAIL, "/move/$")),
    Stop("interviews:report", "student", "/interviews/?show=upcoming", (DETAIL, "/report/$")),
    Stop("interviews:report", "mentor", "/interviews/?show=past", (DETAIL, "/report/$")),
    Stop("interviews:report_by_link", "visitor", MAYAS_MAIL, ("asks for", "/interviews/report/")),
    Stop("interviews:report_by_link, stale", "visitor", "/interviews/report/nothing/", status=410),
    Stop("interviews:keep_apart", "student", "/interviews/?show=past", (DETAIL, "/apart/$")),
    Stop("interviews:add", "student", "/interviews/", ("/interviews/add/$",)),
    Stop("interviews:add_with", "student", "/network/", ("Adeyemi|Parker", f"/interviews/add/{UUID}/$")),
    Stop("interviews:detail, outside", "student", "/interviews/?show=waiting", ("Adeyemi",)),
    Stop("interviews:report, outside", "student", "/interviews/?show=waiting", ("Adeyemi", "/report/$")),
    Stop("network:list", "student", "/network/"),
    Stop("network:list, archived", "student", "/network/?show=archived"),
    Stop("network:add", "student", "/network/", ("/network/add/$",)),
    Stop("network:detail", "student", "/network/", (f"/network/{UUID}/$",)),
    Stop("network:updates", "student", "/network/updates/"),
    Stop("network:edit", "student", "/network/", (f"/network/{UUID}/$", "/edit/$")),
    Stop("students:plan", "student", "/plan/"),
    Stop("reflections:write, new", "student", "/interviews/?show=follow-up", (DETAIL, "/reflections/interview/")),
    Stop("reflections:write, returned", "student", "/home/", ("/reflections/interview/",)),
    Stop("mentors:volunteer", "visitor", "/volunteer/"),
    Stop("mentors:apply", "student", "/volunteer/apply/"),
    Stop("mentors:invitation, stale", "visitor", "/mentoring/invitation/nothing/", status=410),
    Stop("mentors:remove, stale", "visitor", "/mentoring/invitation/nothing/remove/", status=410),
    Stop("mentors:welcome_details", "mentor", "/mentoring/welcome/details/"),
    Stop("mentors:welcome_how", "mentor", "/mentoring/welcome/how/"),
    Stop("mentors:welcome_when", "mentor", "/mentoring/welcome/when/"),
    Stop("mentors:mentoring_home", "mentor", "/mentoring/"),
    Stop("mentors:stop", "mentor", "/mentoring/stop/"),
    Stop("mentors:waiting", "mentor", "/mentoring/waiting/"),
    Stop("mentors:stop_by_mail", "visitor", MAYAS_MAIL, ("asks for", "/mentoring/stop/")),
    Stop("mentors:pause_by_mail", "visitor", MAYAS_MAIL, ("asks for", "/mentoring/pause/")),
    Stop("mentors:waiting_by_mail", "visitor", MAYAS_MAIL, ("asks for", "/mentoring/pause/", "/mentoring/waiting/")),
    Stop("mentors:willing_by_mail, stale", "visitor", "/mentoring/willing/nothing/", status=410),
    Stop("mentors:times", "mentor", "/mentoring/times/"),
    Stop("mentors:profile", "mentor", "/mentoring/profile/"),
    Stop("mentors:detail, own", "mentor", "/mentoring/profile/", (f"/mentors/{UUID}/$",)),
    Stop("interviews:list", "mentor", "/interviews/"),
    Stop("interviews:detail, asked", "mentor", "/interviews/?show=needs", (DETAIL,)),
    Stop("interviews:detail, booked", "mentor", "/interviews/?show=upcoming", (DETAIL,)),
    Stop("interviews:detail, past", "mentor", "/interviews/?show=past", (DETAIL,)),
    Stop("interviews:answer, yes", "visitor", MAYAS_MAIL, ("asks for", "choice=accept$")),
    Stop("interviews:answer, another time", "visitor", MAYAS_MAIL, ("asks for", "choice=another$")),
    Stop("interviews:answer, not now", "visitor", MAYAS_MAIL, ("asks for", "choice=decline$")),
    Stop("interviews:answer, stale", "visitor", "/interviews/answer/nothing/", status=410),
    Stop("interviews:write_by_link, stale", "visitor", "/interviews/write/nothing/", status=410),
    Stop("advising:queue", "advisor", "/advising/"),
    Stop("advising:review", "advisor", "/advising/", (f"/advising/reflections/{UUID}/$",)),
    Stop("advising:lines", "advisor", "/advising/lines/"),
    Stop("advising:comments", "advisor", "/advising/comments/"),
    Stop("advising:messages", "officer", "/advising/messages/"),
    Stop("advising:insights", "advisor", "/advising/insights/"),
    Stop("advising:report", "officer", "/advising/insights/report/"),
    Stop("advising:message", "advisor", "/advising/", (f"/advising/messages/{UUID}/$",)),
    Stop(
        "advising:student, who missed a call",
        "advisor",
        "/advising/",
        (f"/advising/messages/{UUID}/$", f"/advising/students/{UUID}/$"),
    ),
    Stop("advising:away", "advisor", "/advising/", ("/advising/away/$",)),
    Stop("advising:away_of", "officer", "/office/leaving/", (r"/advising/away/\d+/$",)),
    Stop("advising:students", "advisor", "/advising/students/"),
    Stop("courses:list", "student", "/classes/"),
    Stop("courses:list", "advisor", "/classes/"),
    Stop("courses:join", "student", "/classes/join/"),
    Stop("courses:new", "advisor", "/classes/new/"),
    Stop("courses:detail", "advisor", "/classes/", (f"/classes/{UUID}/$",)),
    Stop("courses:edit", "officer", "/classes/", (f"/classes/{UUID}/$", "/edit/$")),
    Stop("advising:remind", "advisor", "/advising/students/", ("/advising/students/remind/$",)),
    Stop("advising:suggest", "advisor", "/advising/students/", (f"/advising/students/{UUID}/$", "/suggest/$")),
    Stop("advising:student", "advisor", "/advising/students/", (f"/advising/students/{UUID}/$",)),
    Stop("accounts:settings", "advisor", "/settings/"),
    Stop("office:home", "officer", "/office/"),
    Stop("office:health", "officer", "/office/health/"),
    Stop("office:addresses", "officer", "/office/addresses/"),
    Stop("office:address", "officer", "/office/addresses/", (r"/office/addresses/\d+/$",)),
    Stop("office:volunteers", "officer", "/office/volunteers/"),
    Stop("office:volunteer", "officer", "/office/volunteers/", (f"/office/volunteers/{UUID}/$",)),
    Stop("office:leaving", "officer", "/office/leaving/?q=an"),
    Stop("office:class_graduates", "officer", "/office/leaving/class/"),
    Stop("office:student_leaves", "officer", "/office/leaving/?q=an", (f"/office/leaving/students/{UUID}/$",)),
    Stop("office:advisor_leaves", "officer", "/office/leaving/", (r"/office/leaving/advisors/\d+/$",)),
    Stop("office:invitations", "officer", "/office/invitations/"),
    Stop("office:invitations, nobody", "officer", "/office/invitations/?first_year=2099"),
    Stop("office:samples", "officer", "/office/mail/samples/"),
    Stop("office:sample", "officer", "/office/mail/samples/interviews.booked/"),
    Stop("mail:sample", "visitor", "/mail/sample/"),
    Stop("office:merge", "officer", "/office/merge/"),
    Stop("office:merge_pair", "officer", "/office/merge/1/2/"),
    Stop("office:alumni", "officer", "/office/alumni/"),
    Stop("office:roster", "officer", "/office/roster/"),
    Stop("office:reports", "officer", "/office/reports/"),
    Stop("office:report", "officer", "/office/reports/", (f"/office/reports/{UUID}/$",)),
    Stop("office:suspension", "officer", "/office/reports/", (f"/office/reports/{UUID}/$", "/suspension/$")),
    Stop(
        "office:call",
        "officer",
        "/admin/interviews/interview/?state__exact=scheduled&o=-6",
        (f"/admin/interviews/interview/{UUID}/change/", f"/office/calls/{UUID}/$"),
    ),
    Stop(
        "office:reflection",
        "officer",
        "/admin/reflections/reflection/?state__exact=submitted",
        (f"/admin/reflections/reflection/{UUID}/change/", f"/office/reflections/{UUID}/$"),
    ),
    Stop("admin:index", "officer", "/admin/"),
    Stop("admin:list", "officer", "/admin/mentors/mentor/?q=chemist"),
    Stop("office:rules", "officer", "/office/rules/"),
    Stop("office:calendar", "officer", "/office/calendar/"),
    Stop("office:period", "officer", "/office/calendar/", (r"/office/calendar/\d+/$",)),
    Stop("office:period_remove", "officer", "/office/calendar/", (r"/office/calendar/\d+/$", "/remove/$")),
    Stop("office:announcements", "officer", "/office/announcements/"),
    Stop("office:announcement_new", "officer", "/office/announcements/new/"),
    Stop("office:announcement", "officer", "/office/announcements/", (r"/office/announcements/\d+/$",)),
    Stop("office:resources", "officer", "/office/resources/"),
    Stop("office:resource_new", "officer", "/office/resources/new/"),
    Stop("office:resource", "officer", "/office/resources/", (r"/office/resources/\d+/$",)),
    Stop("campus:resources", "student", "/resources/"),
    Stop("mail:notifications", "student", "/notifications/"),
    Stop("mail:check", "visitor", "/is-this-from-us/"),
    Stop("students:welcome", "student", "/welcome/"),
    Stop("students:step, you", "student", "/welcome/you/"),
    Stop("students:step, interests", "student", "/welcome/interests/"),
    Stop("students:step, zone", "student", "/welcome/zone/"),
    Stop("students:undecided", "student", "/undecided/"),
    Stop("admin:change", "officer", "/admin/campus/field/1/change/"),
    Stop("demo:mailbox", "visitor", "/demo/mailbox/"),
    Stop("demo:mail", "visitor", "/demo/mailbox/", (r"/demo/mailbox/\d+/$",)),
)
NO_PAGES = {
    # answers to a POST, fragments, files and redirects
    "core:healthz", "core:readyz", "metrics", "core:theme", "core:favicon",
    "accounts:start", "accounts:photo", "accounts:remove_photo", "accounts:zone",
    "mentors:next_times",
    "mentors:pause", "mentors:resume", "mentors:welcome",
    "office:graduation_off", "office:student_again", "advising:table",
    "office:approve_volunteer", "office:not_now", "office:suggest_graduation",
    "interviews:invitation", "interviews:unsend", "interviews:check", "interviews:check_words",
    "interviews:follow_up", "interviews:choose", "interviews:propose", "interviews:withdraw", "interviews:prepare",
    "questions:change", "questions:move", "questions:mark", "questions:remove",
    "interviews:notes", "interviews:thank_you", "interviews:take_back_thank_you",
    "interviews:accept", "interviews:say_yes",
    "interviews:resume", "interviews:ask_for_resume", "interviews:release_resume", "interviews:take_back_resume",
    "interviews:offer", "interviews:decline", "interviews:quieten",
    "interviews:write", "interviews:ask_first", "interviews:running_late", "interviews:today",
    "interviews:message", "interviews:said_yes", "interviews:agreed", "interviews:said_no", "interviews:not_held",
    "interviews:cancel", "interviews:complete", "interviews:miss", "interviews:answer_absence",
    "reflections:save", "reflections:before", "reflections:note", "reflections:use",
    "reflections:steps", "reflections:step", "advising:show_note",
    "reflections:submit", "advising:thank",
    "advising:excuse", "advising:lift", "advising:take", "courses:sheet", "courses:remove", "courses:leave",
    "office:alumni_example", "office:alumni_refused",
    "demo:sign_in", "demo:clock", "demo:mail_ics", "campus:brand", "campus:dismiss",
    "students:plan_add", "students:plan_goal", "students:plan_drop",
    "network:offer", "network:check_update", "network:take_back",
    # the journey of a kept contact comes by
    "network:update", "network:named",
    "network:remove", "network:sheet", "network:log", "network:rhythm", "network:archive", "network:restore",
    "accounts:export", "students:settle", "students:not_now", "students:want", "students:unwant",
    "office:announcement_remove", "office:resource_remove",
    "office:report_words", "office:report_apart", "office:report_again", "office:report_retire", "office:report_close",
    # a mail as its program shows it, which is no page of ours
    "demo:mail_html", "office:sample_html",
    # only on the way: the journeys come by
    "office:roster_upload", "office:alumni_upload", "office:alumni_columns",
    "openid_connect_login", "openid_connect_callback", "socialaccount_signup",
    "reflections:detail", "reflections:lines", "account_confirm_login_code", "account_email_verification_sent",
    # only with a password or a second factor
    "account_change_password", "account_reauthenticate",
}  # fmt: skip


@pytest.fixture(scope="module")
def window_of(browser: Browser, served: Product) -> Iterator[Callable[[str], Window]]:
    """One for each role. The pages are only looked at, so all of them are of one campus."""
    served.begin_anew()
    opened: dict[str, Window] = {}
    with windows(browser, served.url, served.campus.url) as open_window:

        def window(role: str) -> Window:
            if role not in opened:
                opened[role] = open_window()
                if role != "visitor":
                    steps.be(opened[role].page, role)
            return opened[role]

        yield window


@pytest.mark.parametrize("stop", STOPS, ids=str)
def test_the_page_is_in_order(stop: Stop, window_of: Callable[[str], Window]) -> None:
    window = window_of(stop.role)
    page = window.page

    response = page.goto(_address(stop, page))

    assert response
    assert response.status == stop.status
    assert page.locator("h1").count() == 1
    assert re.search(r"\S · careernet$", page.title())
    assert not re.search(r"</?[a-z]+[ >]", page.locator("body").inner_text())  # markup, shown as text
    assert _overhang(page, width=320) == 0
    window.check(but=stop.status)
    complaints = axe.complaints(page)
    assert not complaints, "\n".join(complaints)


def test_every_page_is_walked() -> None:
    walked = {stop.name.partition(",")[0] for stop in STOPS}

    missing = {name for name in _url_names(get_resolver().url_patterns) if name not in walked | NO_PAGES}

    assert not missing


def _address(stop: Stop, page: Page) -> str:
    """Where the links lead to from the start."""
    address = stop.start
    for pattern in stop.follow:
        if pattern.startswith("+"):
            address += pattern[1:]
            continue
        page.goto(address)
        links = {link.get_attribute("href") or "": link.inner_text() for link in page.locator("main a").all()}
        found = [link for link, words in links.items() if re.search(pattern, link) or re.search(pattern, words)]
        assert found, f"no link to {pattern} among {links}"
        address = found[0]
    return address


def _overhang(page: Page, *, width: int) -> int:
    """How many pixels the page is wider than a window of this width."""
    usual = page.viewport_size
    page.set_viewport_size({"width": width, "height": 740})
    overhang = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if usual:
        page.set_viewport_size(usual)
    return int(overhang)


def _url_names(patterns: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[str]:
    """Of ours and of the sign-in pages; the admin's are too many and all alike."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "admin":
                yield from _url_names(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif pattern.name and not pattern.name.startswith("mfa_"):
            yield f"{namespace}{pattern.name}"
