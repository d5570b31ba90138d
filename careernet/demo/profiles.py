"""What the campus's people say of themselves beyond the plain facts: languages, paths, photos, and what they keep.

Drawn from each one's own address, so that it disturbs no other dice.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from careernet.accounts.models import Portrait, User
from careernet.accounts.portraits import square
from careernet.demo.cast import MENTOR, STUDENT
from careernet.mentors.models import Mentor, PathEntry
from careernet.mentors.visibility import HIDEABLE, hidden_fields

LANGUAGES = ("Spanish", "Mandarin", "French", "Arabic", "Hindi", "Korean", "Portuguese", "American Sign Language")
KEPT = ("employer", "place", "class_year", "about", "work_setting")  # by the few who keep anything
STUDIES = ("Master’s degree", "Professional certificate", "PhD")
OTHERS = ("Year abroad", "Military service", "Parental leave", "Volunteer coordinator")
SKIES = ("#f4b740", "#2f6bc0", "#7a59c6", "#e9efec", "#c23b57")
HILLS = ("#0b5d51", "#08483f", "#3f4f5f", "#5b3a9b", "#7a4b00")


def say_more(mentor: Mentor) -> None:
    random = Random(mentor.user.email)
    if random.random() < 0.25:
        mentor.languages = random.sample(LANGUAGES, random.choice([1, 1, 2]))
    if random.random() < 0.08 and mentor.user.email != MENTOR:
        mentor.hidden_fields = hidden_fields(shown=set(HIDEABLE) - {random.choice(KEPT)})


def paths(mentors: Iterable[Mentor]) -> Iterator[PathEntry]:
    """About every third has written one; Maya has."""
    for mentor in mentors:
        random = Random(mentor.user.email)
        if mentor.user.email == MENTOR:
            yield from _mayas(mentor)
        elif random.random() < 0.3 and mentor.class_year and mentor.in_role_since:
            yield from _path(random, mentor, mentor.class_year, mentor.in_role_since)


def _path(random: Random, mentor: Mentor, begun: int, ended: int) -> Iterator[PathEntry]:
    half = (begun + ended) // 2
    job = f"Junior {mentor.job_title.lower()}"
    yield PathEntry(mentor=mentor, title=job, place=mentor.previous_employer, from_year=half, to_year=ended)
    kind, titles = random.choice([(PathEntry.Kind.STUDY, STUDIES), (PathEntry.Kind.OTHER, OTHERS)])
    yield PathEntry(mentor=mentor, kind=kind, title=random.choice(titles), from_year=begun, to_year=half)


def _mayas(mentor: Mentor) -> Iterator[PathEntry]:
    since = mentor.in_role_since or 0
    water = {"title": "Water analyst", "place": "State Water Agency", "from_year": since - 2, "to_year": since}
    yield PathEntry(mentor=mentor, **water)
    study = {"title": "Chemistry, PhD", "place": "Bayview University", "from_year": since - 6, "to_year": since - 2}
    yield PathEntry(mentor=mentor, kind=PathEntry.Kind.STUDY, **study)


def give_photos(users: Iterable[User], now: datetime) -> None:
    """To about every eighth, a landscape; faces would have to be somebody's."""
    chosen = [user for user in users if user.email in (MENTOR, STUDENT) or Random(user.email).random() < 0.12]
    for user in chosen:
        user.portrait = Portrait(image=_landscape(Random(user.email)), made_at=now)
    Portrait.objects.bulk_create(user.portrait for user in chosen if user.portrait)
    User.objects.bulk_update(chosen, ["portrait"])


def _landscape(random: Random) -> bytes:
    """A sun over hills."""
    drawn = Image.new("RGB", (320, 320), random.choice(SKIES))
    pen = ImageDraw.Draw(drawn)
    x, y = random.randint(80, 240), random.randint(60, 150)
    pen.ellipse((x - 40, y - 40, x + 40, y + 40), fill="white")
    for height, color in zip((190, 240), random.sample(HILLS, 2), strict=True):
        middle = random.randint(0, 320)
        pen.ellipse((middle - 320, height, middle + 320, height + 400), fill=color)
    written = BytesIO()
    drawn.save(written, "PNG")
    return square(BytesIO(written.getvalue()), len(written.getvalue()))
