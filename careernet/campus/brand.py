"""A campus's own color: whether it can be read where we use it, and the style sheet that brings it to every page."""

import hashlib
from itertools import count

from careernet.campus.models import Policy

Color = tuple[int, int, int]

READABLE = 4.5  # WCAG AA for text
# What the brand color is read on: page, card, and what lies deeper.
GROUNDS = {"light": ("#F4F7F5", "#FFFFFF", "#E9EFEC"), "dark": ("#0E1513", "#16201D", "#0A100E")}
ON_BRAND = {"light": "#FFFFFF", "dark": "#0A100E"}
CARD = {"light": "#FFFFFF", "dark": "#16201D"}
AWAY = {"light": "#000000", "dark": "#FFFFFF"}  # where a stronger color lies

SHEET = """\
@layer cn {{
  @media screen {{
    :root, [data-bs-theme="light"] {{{light}}}
    [data-bs-theme="dark"] {{{dark}}}
  }}
}}
"""


def contrast(color: str, theme: str) -> float:
    """The WCAG ratio on the ground of this theme on which the color is hardest to read."""
    return min(ratio(color, ground) for ground in (*GROUNDS[theme], ON_BRAND[theme]))


def ratio(one: str, other: str) -> float:
    lights = sorted((_light(_rgb(one)), _light(_rgb(other))))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def is_changed(policy: Policy) -> bool:
    """Whether this campus has colors other than ours."""
    ours = Policy()
    return (policy.brand_light.upper(), policy.brand_dark.upper()) != (ours.brand_light, ours.brand_dark)


def version(policy: Policy) -> str:
    return hashlib.sha256(stylesheet(policy).encode()).hexdigest()[:12]


def stylesheet(policy: Policy) -> str:
    """Our tokens in the campus's colors; print keeps ours, which are dark enough for paper."""
    return SHEET.format(**{theme: _tokens(color, theme) for theme, color in colors(policy).items()})


def colors(policy: Policy) -> dict[str, str]:
    return {"light": policy.brand_light, "dark": policy.brand_dark}


def tokens(color: str, theme: str) -> dict[str, str]:
    """Every shade that follows from the brand color, each readable where it is used."""
    away, card = AWAY[theme], CARD[theme]
    hover = mix(color, away, 0.25)
    soft = mix(card, color, 0.15)
    ink = next(shade for step in count(2) if ratio(shade := mix(color, away, step / 10), soft) >= READABLE)
    return {
        "brand": color,
        "brand-hover": hover,
        "on-brand": ON_BRAND[theme],
        "link": color,
        "brand-soft": soft,
        "brand-ink": ink,
    }


def mix(color: str, into: str, share: float) -> str:
    """So much of `into` in `color`: 0 is the color itself, 1 the other."""
    parts = (round(a + (b - a) * min(share, 1)) for a, b in zip(_rgb(color), _rgb(into), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*parts)


def _tokens(color: str, theme: str) -> str:
    made = tokens(color, theme)
    plain = {f"--cn-{name}": value for name, value in made.items()}
    # Bootstrap reads three numbers where it wants to make its own shades.
    threes = {"primary": color, "link-color": made["link"], "link-hover-color": made["brand-hover"]}
    numbers = {f"--bs-{name}-rgb": "{}, {}, {}".format(*_rgb(value)) for name, value in threes.items()}
    return " ".join(f"{name}: {value};" for name, value in (plain | {"--bs-primary": color} | numbers).items())


def _light(color: Color) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [c / 255 for c in color]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(color: str) -> Color:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
