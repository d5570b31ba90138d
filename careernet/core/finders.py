"""Fonts for the pages: the packaged TTFs, cut down to the axes and letters in use, kept under var/fontcache."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import fontpkg_bricolage_grotesque
import fontpkg_figtree
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer


@dataclass(frozen=True)
class Font:
    source: Path
    axes: dict[str, Any]


FONTS = {
    "fonts/figtree.woff2": Font(fontpkg_figtree.ROOT / "files/Figtree[wght].ttf", {"wght": (400, 400, 700)}),
    "fonts/bricolage-grotesque.woff2": Font(
        fontpkg_bricolage_grotesque.ROOT / "files/BricolageGrotesque[opsz,wdth,wght].ttf",
        {"opsz": 28, "wdth": 100, "wght": (500, 700, 800)},
    ),
}
# Latin with every accent the fonts draw (names!), general punctuation, currency signs, arrows, minus.
LETTERS = [*range(0x20, 0x250), *range(0x2B0, 0x370), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070)]
SIGNS = [*range(0x20A0, 0x20C0), 0x2116, 0x2122, *range(0x2190, 0x2194), 0x2212]


class FontFinder(BaseFinder):
    """Serves `fonts/*.woff2`, made the first time somebody asks."""

    def __init__(self, app_names: object = None) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "fontcache")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = str(self._made(path)) if path in FONTS else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in FONTS:
            if not matches_patterns(path, list(ignore_patterns or [])):
                self._made(path)
                yield path, self.storage

    def _made(self, path: str) -> Path:
        target = Path(self.storage.path(path))
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(_cut(FONTS[path]), target)
        return target


def _cut(font: Font) -> TTFont:
    """Letters first: the axes of what is left are cut in half the time."""
    whole = TTFont(font.source)
    subsetter = subset.Subsetter(subset.Options(layout_features=["*"]))
    subsetter.populate(unicodes=[*LETTERS, *SIGNS])
    subsetter.subset(whole)
    cut = instancer.instantiateVariableFont(whole, font.axes)
    cut.flavor = "woff2"
    return cut


def _write(font: TTFont, target: Path) -> None:
    """In one step: two processes may be making the same font."""
    with NamedTemporaryFile(dir=target.parent, delete=False) as file:
        font.save(file)
    made = Path(file.name)
    made.chmod(0o644)
    made.replace(target)
