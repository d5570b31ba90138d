"""Photos of people. What was uploaded is never kept: a small square is drawn from it, and written as a new picture."""

from io import BytesIO
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

SIDE = 320  # shown at 80 pixels, which screens draw with up to four each
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000  # a phone's; a few kilobytes can claim to hold far more
FORMATS = ("JPEG", "PNG", "WEBP")  # what phones and browsers hand out; every other decoder is one more to attack
FACES = (0.5, 0.4)  # where they are in photos of people: a little above the middle
UNREADABLE = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)


class Unusable(Exception):
    """The sentence says what to do."""


def square(file: BinaryIO, size: int) -> bytes:
    """A WebP of `SIDE` by `SIDE` pixels, and nothing of what the camera wrote beside them. Raises `Unusable`."""
    if size > MOST_BYTES:
        raise Unusable(_("Choose a photo of at most 10 megabytes."))
    try:
        with Image.open(file, formats=FORMATS) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise Unusable(_("Choose a photo of at most 50 megapixels."))
            return _drawn(photo)
    except UNREADABLE as error:
        raise Unusable(_("This can’t be read as a photo. Choose a JPEG, PNG or WebP picture.")) from error


def _drawn(photo: Image.Image) -> bytes:
    photo.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is not decoded any larger than that
    upright = ImageOps.exif_transpose(photo).convert("RGBA")
    cut = ImageOps.fit(upright, (SIDE, SIDE), centering=FACES)
    drawn = Image.new("RGB", cut.size, "white")
    drawn.paste(cut, mask=cut)
    written = BytesIO()
    drawn.save(written, "WEBP", quality=82)
    return written.getvalue()
