"""Photos: what is taken, what is kept of it, and who sees it."""

import struct
import zlib
from collections.abc import Callable
from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from careernet.accounts import portraits
from careernet.accounts.actions import remove_portrait, set_portrait
from careernet.accounts.models import Portrait, User
from careernet.interviews.models import Interview, State
from careernet.mentors.models import Mentor
from careernet.students.models import Student

SignIn = Callable[[User], Client]
Lead = Callable[..., Interview]
pytestmark = pytest.mark.django_db


def picture(kind: str = "JPEG", size: tuple[int, int] = (900, 600), mode: str = "RGB", **saved: object) -> bytes:
    """Red on the left, blue on the right."""
    drawn = Image.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    written = BytesIO()
    drawn.convert(mode).save(written, kind, **saved)
    return written.getvalue()


def with_exif(**tags: object) -> bytes:
    exif = Image.Exif()
    exif[Base.Orientation] = 6  # held upright: turn it right to look at it
    exif[Base.Artist] = "xxcameraxx"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSMapDatum] = "xxplacexx"
    return picture(exif=exif.tobytes(), comment=b"xxcommentxx")


def a_bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def kept(data: bytes) -> Image.Image:
    return Image.open(BytesIO(portraits.square(BytesIO(data), len(data))))


def upload(client: Client, data: bytes, name: str = "me.jpg") -> object:
    return client.post("/settings/photo/", {"photo": SimpleUploadedFile(name, data, "image/jpeg")})


def give_photo(user: User, now: datetime) -> str:
    """Its address."""
    set_portrait(user, image=portraits.square(BytesIO(picture()), 0), now=now)
    return f"/photo/{user.portrait_id}/"


# --- The picture ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data",
    [
        picture(),
        picture("PNG"),
        picture("WEBP"),
        picture("PNG", mode="RGBA"),
        picture("PNG", (90, 3000)),
        picture("PNG", mode="P"),
    ],
    ids=["jpeg", "png", "webp", "transparent", "narrow", "palette"],
)
def test_every_picture_becomes_a_small_square(data: bytes) -> None:
    photo = kept(data)

    assert (photo.format, photo.size, photo.mode) == ("WEBP", (portraits.SIDE, portraits.SIDE), "RGB")


def test_nothing_of_what_the_camera_wrote_is_kept() -> None:
    data = with_exif()
    assert all(word in data for word in (b"xxcameraxx", b"xxplacexx", b"xxcommentxx"))

    written = portraits.square(BytesIO(data), len(data))

    photo = Image.open(BytesIO(written))
    assert not any(word in written for word in (b"xx", b"Exif", b"EXIF", b"ICCP"))
    assert (dict(photo.getexif()), photo.info.get("exif"), photo.info.get("xmp")) == ({}, None, None)


def test_a_photo_that_lies_on_its_side_is_turned_upright() -> None:
    photo = kept(with_exif())

    red, _green, blue = photo.getpixel((portraits.SIDE // 2, 5))
    assert red > 200 > 60 > blue


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "can’t be read"),
        (b"%PDF-1.7", "can’t be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "can’t be read"),
        (picture("GIF"), "can’t be read"),
        (picture()[:400], "can’t be read"),
        (a_bomb(9000, 9000), "50 megapixels"),
        (a_bomb(50_000, 50_000), "can’t be read"),
        (a_bomb(11_000, 9000), "can’t be read"),
    ],
    ids=["nothing", "pdf", "svg", "gif", "torn", "large", "bomb", "warned of"],
)
def test_what_is_no_photo_is_refused_in_words(data: bytes, sentence: str) -> None:
    with pytest.raises(portraits.Unusable, match=sentence):
        portraits.square(BytesIO(data), len(data))


# --- One's own --------------------------------------------------------------------------------------------------------
def test_a_photo_is_put_in_changed_and_taken_away(student: Student, client_for: SignIn) -> None:
    client, me = client_for(student.user), student.user
    upload(client, picture())
    me.refresh_from_db()
    first = me.portrait_id

    response = upload(client, picture("PNG"))

    me.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/settings/photo/")
    assert me.portrait_id not in (None, first)
    assert Portrait.objects.count() == 1
    assert (
        f'src="/photo/{me.portrait_id}/" alt="Photo of Jordan Parker"'
        in client.get("/settings/photo/").content.decode()
    )

    client.post("/settings/photo/remove/")

    me.refresh_from_db()
    assert (me.portrait_id, Portrait.objects.count()) == (None, 0)
    assert "JP" in client.get("/settings/photo/").content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"no photo", "can’t be read as a photo"),
        (b"", "This file is empty"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 megabytes"),
    ],
    ids=["text", "empty", "large"],
)
def test_a_file_that_is_no_photo_is_said_at_the_field_and_changes_nothing(
    data: bytes, sentence: str, student: Student, client_for: SignIn, now: datetime
) -> None:
    give_photo(student.user, now)
    before = student.user.portrait_id

    response = upload(client_for(student.user), data)

    student.user.refresh_from_db()
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert student.user.portrait_id == before


def test_nothing_chosen_is_said(student: Student, client_for: SignIn) -> None:
    response = client_for(student.user).post("/settings/photo/")

    assert response.status_code == 422
    assert "Choose a photo from your device." in response.content.decode()


def test_a_request_far_too_large_is_refused_unread(student: Student, client_for: SignIn) -> None:
    response = client_for(student.user).post("/settings/photo/", {}, CONTENT_LENGTH=str(40 * 1024 * 1024))

    assert response.status_code == 413
    assert "too large" in response.content.decode()


def test_removing_what_is_not_there_is_fine(student: Student) -> None:
    remove_portrait(student.user)

    assert not Portrait.objects.exists()


# --- Who sees it ------------------------------------------------------------------------------------------------------
def test_a_mentors_photo_is_for_whoever_may_see_the_mentor(
    mentor: Mentor,
    student: Student,
    advisor: User,
    officer: User,
    strangers: dict[str, User],
    client_for: SignIn,
    now: datetime,
) -> None:
    path = give_photo(mentor.user, now)
    viewers = [mentor.user, student.user, advisor, officer, strangers["mentor"]]

    statuses = [client_for(user).get(path).status_code for user in viewers]

    assert statuses == [200, 200, 200, 200, 404]
    assert Client().get(path).status_code == 302


def test_a_students_photo_is_for_their_advisor_and_the_mentors_they_asked(
    student: Student,
    mentor: Mentor,
    advisor: User,
    strangers: dict[str, User],
    client_for: SignIn,
    an_interview: Lead,
    now: datetime,
) -> None:
    path = give_photo(student.user, now)
    before = client_for(mentor.user).get(path).status_code
    an_interview(State.DRAFT)
    drafted = client_for(mentor.user).get(path).status_code
    an_interview()

    statuses = [client_for(user).get(path).status_code for user in (mentor.user, advisor, *strangers.values())]

    assert (before, drafted) == (404, 404)
    assert statuses == [200, 200, 404, 404, 404]


def test_a_photo_kept_from_mentors_is_shown_once_they_said_yes(
    student: Student, mentor: Mentor, client_for: SignIn, an_interview: Lead, now: datetime
) -> None:
    path = give_photo(student.user, now)
    Student.objects.update(hidden_fields=["portrait"])
    an_interview(student=student)
    asked = client_for(mentor.user).get(path).status_code

    Interview.objects.all().delete()
    an_interview(State.SCHEDULED)

    assert (asked, client_for(mentor.user).get(path).status_code) == (404, 200)


def test_a_photo_hidden_by_the_mentor_is_nobodys_but_theirs_and_the_offices(
    student: Student,
    mentor: Mentor,
    advisor: User,
    officer: User,
    client_for: SignIn,
    an_interview: Lead,
    now: datetime,
) -> None:
    path = give_photo(mentor.user, now)
    Mentor.objects.update(hidden_fields=["portrait"])
    an_interview(State.SCHEDULED)

    statuses = [client_for(user).get(path).status_code for user in (student.user, advisor, mentor.user, officer)]

    assert statuses == [404, 404, 200, 200]


def test_a_browser_may_keep_a_photo_and_nobody_else_may(mentor: Mentor, client_for: SignIn, now: datetime) -> None:
    response = client_for(mentor.user).get(give_photo(mentor.user, now))

    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert Image.open(BytesIO(response.content)).size == (portraits.SIDE, portraits.SIDE)


def test_a_photo_that_is_gone_is_gone(mentor: Mentor, client_for: SignIn, now: datetime) -> None:
    path = give_photo(mentor.user, now)
    remove_portrait(mentor.user)

    assert client_for(mentor.user).get(path).status_code == 404
