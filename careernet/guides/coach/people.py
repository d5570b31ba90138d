"""Who writes to whom, as far as the message check needs to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    name: str
    preferred_name: str = ""
    title: str = ""
    employer: str = ""
    field: str = ""
    city: str = ""
    majors: tuple[str, ...] = ()
    class_year: int | None = None
    school: str = ""
    keywords: tuple[str, ...] = ()
