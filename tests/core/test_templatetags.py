import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import lucide
import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template

from careernet.core.context import AREAS, PERSONAL
from careernet.core.forms import Form
from careernet.core.samples import ICONS
from careernet.core.templatetags import cn

NEW_YORK, LOS_ANGELES, TOKYO = (ZoneInfo(name) for name in ("America/New_York", "America/Los_Angeles", "Asia/Tokyo"))
START = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


def render(source: str, **context: object) -> str:
    return re.sub(r"\s+", " ", Template(source).render(Context(context)))


def words(source: str, **context: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", render(source, **context))).strip()


def icon_names() -> set[str]:
    """Every icon a template or a table of ours names outright."""
    templates = Path(settings.BASE_DIR / "templates").rglob("*.html")
    texts = [path.read_text() for path in templates]
    called = {name for text in texts for name in re.findall(r'{% icon "([^"]+)"', text)}
    chips = {name for text in texts for name in re.findall(r'{% (?:chip|alert) "\w+" "([^"]+)"', text)}
    empty = {name for text in texts for name in re.findall(r'{% empty_state [^%]*icon="([^"]+)"', text)}
    links = {link.icon for link in (*(link for area in AREAS for link in area.links), *PERSONAL)}
    return called | chips | empty | links | set(ICONS)


@pytest.mark.parametrize("name", sorted(icon_names()))
def test_every_icon_exists(name: str) -> None:
    drawing = lucide._load_icon(name)

    assert drawing.tag


def test_an_icon_is_silent_unless_it_has_a_label() -> None:
    silent, spoken = render('{% icon "mail" %}'), render('{% icon "mail" 16 "Mail" %}')

    assert 'aria-hidden="true"' in silent
    assert "role=" not in silent
    assert 'aria-label="Mail"' in spoken
    assert 'role="img"' in spoken
    assert 'width="16"' in spoken


def test_an_icon_escapes_its_label() -> None:
    assert "<script>" not in render('{% icon "mail" 20 label %}', label="<script>")


def test_a_chip_says_its_status_in_words() -> None:
    assert words('{% chip "amber" "hourglass" "Sent 6 days ago" %}') == "Sent 6 days ago"


def test_a_tone_that_is_not_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="no tone of ours"):
        render('{% chip "pink" "mail" "Hello" %}')


@pytest.mark.parametrize(
    ("name", "initials"), [("Maya Chen", "MC"), ("Ana María de la Cruz", "AC"), ("Özil", "Ö"), ("", "?")]
)
def test_initials_are_of_the_first_and_the_last_name(name: str, initials: str) -> None:
    assert cn.initials(name) == initials


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (" Two-Factor Authentication\n", "Two-factor authentication"),
        ("Sign In", "Sign in"),
        ("Use GitHub", "Use GitHub"),
        ("IP Address", "IP address"),
    ],
)
def test_headings_of_libraries_come_in_sentence_case(theirs: str, ours: str) -> None:
    assert cn.sentence_case(theirs) == ours


def test_an_avatar_keeps_its_tint_and_escapes_the_name() -> None:
    first, again = render('{% avatar "<b> Chen" 7 %}'), render('{% avatar "<b> Chen" 7 %}')

    assert first == again
    assert "&lt;C" in first


def test_a_date_tile_shows_the_day_of_its_reader() -> None:
    late = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)

    shown = words("{% date_tile at zone now %}", at=late, zone=NEW_YORK, now=START - timedelta(days=3))

    assert shown == "Nov 24 Tue"


def test_a_date_tile_says_today() -> None:
    assert words("{% date_tile at zone now %}", at=START, zone="America/New_York", now=START) == "Today 24 Tue"


def test_two_sides_in_different_zones_read_both_times() -> None:
    shown = words(
        '{% dual_time start end mine theirs "Maya" %}',
        start=START,
        end=START + HALF_AN_HOUR,
        mine=NEW_YORK,
        theirs=LOS_ANGELES,
    )

    assert shown == "3:00–3:30 PM your time 12:00 PM for Maya (Los Angeles)"


def test_two_sides_on_the_same_clock_read_one_time() -> None:
    shown = words("{% dual_time start end zone zone %}", start=START, end=START + HALF_AN_HOUR, zone=NEW_YORK)

    assert shown == "3:00–3:30 PM"


def test_the_other_side_reads_its_date_where_it_is_another_one() -> None:
    shown = words(
        '{% dual_time start end mine theirs "Ken" %}',
        start=START,
        end=START + HALF_AN_HOUR,
        mine=NEW_YORK,
        theirs=TOKYO,
    )

    assert shown.endswith("Wed, Nov 25, 5:00 AM for Ken (Tokyo)")


def test_the_rail_marks_one_step_as_current() -> None:
    html = render("{% journey_rail 4 %}")

    assert html.count("<li") == 8
    assert html.count('aria-current="step"') == 1
    assert html.count('class="cn-done"') == 3


def test_the_small_journey_says_the_step_in_words() -> None:
    assert words("{% journey_mini 6 %}") == "Step 6 of 8: Thank"


def test_a_queue_row_names_its_thing_in_the_button_for_screen_readers() -> None:
    shown = words('{% queue_row at "UTC" at "Thank Priya" "You met." "/x/" "Write note" True %}', at=START)

    assert shown == "Today 24 Tue Thank Priya You met. Write note : Thank Priya"


class Ask(Form):
    missing = {"goal": "Enter what you hope to learn."}
    goal = forms.CharField(label="Goal")
    note = forms.CharField(label="Note", required=False)
    length = forms.ChoiceField(label="How long?", choices=[("20", "20"), ("30", "30")], widget=forms.RadioSelect)


def test_the_summary_links_to_each_field_and_to_the_first_of_a_group() -> None:
    html = render("{% error_summary form %}", form=Ask({}))

    assert re.findall(r'<a href="#([^"]+)">([^<]+)</a>', html) == [
        ("id_goal", "Enter what you hope to learn."),
        ("id_length_0", "Fill in “How long?”."),
    ]
    assert html.count('role="alert"') == 1


def test_the_summary_says_nothing_about_a_form_nobody_sent() -> None:
    assert render("{% error_summary form nothing %}", form=Ask()).strip() == ""


def test_the_summary_reads_formsets_too() -> None:
    several = forms.formset_factory(Ask, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-length": "20"}
    )

    html = render("{% error_summary several %}", several=several)

    assert 'href="#id_form-0-goal"' in html


def test_a_field_says_its_error_beside_it_and_marks_optional_ones_in_words() -> None:
    html = render("{% load crispy_forms_tags %}{{ form|crispy }}", form=Ask({}))

    assert "asterisk" not in html
    assert html.count("(optional)") == 1
    assert 'aria-describedby="id_goal_error"' in html
    assert 'id="id_goal_error"' in html
    assert 'aria-invalid="true"' in html
