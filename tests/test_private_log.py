"""No log has what people typed, whether it was taken, refused or broke something."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from careernet.interviews.models import Report
from careernet.mail.delivery import deliver_due
from careernet.reflections.models import ANSWERS
from careernet.reminders.sweep import sweep
from tests.crawl import MAIL_LINK, words_in
from tests.world import NOW, VISITOR, World, a_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["", "a sentence that is fine"])
def test_no_log_has_what_people_typed(
    words: str, django_db_blocker: DjangoDbBlocker, caplog: pytest.LogCaptureFixture
) -> None:
    """First with something missing, then complete, then once more."""
    with a_world(django_db_blocker) as world:
        caplog.set_level(logging.DEBUG)
        browsers = world.browsers()
        for person, path, typed in typed_by(world, words):
            for _twice in range(2):
                browsers[person].post(path, typed)
        sweep(NOW + timedelta(days=1))
        while deliver_due(now=NOW + timedelta(days=1)):
            pass

    assert "/prepare/" in caplog.text
    assert "unheardof" not in caplog.text
    assert words_in(caplog.text) == frozenset()


def typed_by(world: World, words: str) -> list[tuple[str, str, dict[str, str]]]:
    """(who, where to, what they typed): every form that takes private words."""

    def verb(name: str, row: str) -> str:
        return reverse(f"interviews:{name}", args=[world.interviews[row].pk])

    text = f"unheardof {words}".strip()
    reflection = dict.fromkeys(ANSWERS, text) | {
        "interest": "4" if words else "",
        "wish": "comment",
        "version": "0",
    }
    mentors_profile = {"full_name": text if words else "", "about": text, "phone": text[:40], "modes": "video"}
    mentors_profile |= {"path-TOTAL_FORMS": "1", "path-INITIAL_FORMS": "0", "path-0-kind": "work", "path-0-title": text}
    told = {"id": str(uuid4()), "kind": "rude" if words else "", "text": text}
    report = Report.objects.get()
    ask = {"id": str(world.interviews["draft"].pk), "hope_to_learn": text, "message": text, "mode": "video"}
    return [
        ("dana", reverse("interviews:ask", args=[world.mentors["maya"].pk]), ask | {"draft": "1"}),
        ("dana", reverse("interviews:ask", args=[world.mentors["maya"].pk]), ask),
        ("riley", verb("follow_up", "requested"), {"text": text}),
        ("riley", verb("write", "requested"), {"id": str(uuid4()), "text": text if words else ""}),
        ("maya", verb("ask_first", "requested"), {"id": str(uuid4()), "text": text if words else ""}),
        (
            VISITOR,
            reverse("interviews:write_by_link", args=[world.write_links["mentor's"]]),
            {"id": str(uuid4()), "text": text if words else ""},
        ),
        ("maya", verb("offer", "requested"), {"where": text, "see_hours": "on" if words else ""}),
        ("maya", verb("decline", "countered"), {"reason": text, "ask_again_on": "" if words else "never"}),
        ("maya", reverse(MAIL_LINK, args=[world.links["mentor's"]]), {"choice": "decline", "reason": text}),
        ("dana", verb("message", "own draft"), {"text": text, "sent": "1"}),
        ("dana", verb("agreed", "own requested"), {"mode": "phone", "minutes": "30" if words else "", "where": text}),
        ("dana", reverse("network:add"), {"name": text, "kind": "found" if words else "", "notes": text}),
        ("jordan", verb("prepare", "scheduled"), {"found_out": text, "goals": text}),
        ("jordan", verb("notes", "scheduled"), {"text": text}),
        ("jordan", verb("thank_you", "completed"), {"text": text, "how": "mail" if words else ""}),
        ("jordan", verb("cancel", "scheduled"), {"reason": text if words else "unheardof"}),
        ("jordan", reverse("reflections:save", args=[world.interviews["completed"].pk]), reflection),
        ("jordan", reverse("reflections:submit", args=[world.interviews["completed"].pk]), reflection),
        (
            "rosa",
            reverse("advising:review", args=[world.reflections["handed in"].pk]),
            {"comment": text, "verdict": "please_add" if words else "", "version": "1"},
        ),
        ("jordan", reverse("students:profile"), {"introduction": text, "full_name": text if words else ""}),
        ("jordan", reverse("accounts:settings"), {"full_name": text, "time_zone": "Europe/Berlin" if words else ""}),
        ("maya", reverse("mentors:profile"), {"about": text, "phone": text, "video_link": "no link"}),
        ("maya", reverse("mentors:profile"), mentors_profile),
        ("kai", verb("report", "countered"), told),
        (
            VISITOR,
            reverse("interviews:report_by_link", args=[world.report_links["mentor's"]]),
            told | {"id": str(uuid4())},
        ),
        ("sam", reverse("office:report_words", args=[report.pk]), {"reason": text if words else ""}),
        ("sam", reverse("office:report_again", args=[report.pk]), {"reason": text if words else ""}),
        ("sam", reverse("office:report_close", args=[report.pk]), {"outcome": text if words else ""}),
        ("sam", reverse("office:suspension", args=[report.about_id]), {"reason": text if words else ""}),
    ]
