"""What components/timeline.html shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    icon: str
    tone: str
    title: Any
    text: Any
    at: datetime
