"""The figures once more, in plain Python over exported rows; nothing here knows of careernet.

Rows are dicts as the database has them. An answer is {figure: {row label: [shown numbers]}}.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
SETTINGS = ("government", "private", "nonprofit", "academic", "self-employed")
LOADS = {"1 to 2 requests": (1, 2), "3 to 5 requests": (3, 5), "6 to 10 requests": (6, 10)}
ZONE = ZoneInfo("America/New_York")


def shown(number: int, people: int) -> str:
    if number < 5 or people < 5:
        return "<5"
    below, over = divmod(number, 5)
    return str(5 * below + (5 if over >= 3 else 0))


def told(rows: Rows, who: str = "student_id") -> str:
    return shown(len(rows), len({row[who] for row in rows}))


class Oracle:
    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.mentors = {row["id"]: row for row in tables["mentor"]}
        self.fields = {row["id"]: row["name"] for row in tables["field"]}
        self.majors = defaultdict(set)
        for row in tables["student_majors"]:
            self.majors[row["student_id"]].add(row["major_id"])
        self.students = {row["id"]: row for row in tables["student"]}
        self.thanks = {row["interview_id"]: row for row in tables["thankyou"]}
        self.reflections = {row["interview_id"]: row for row in tables["reflection"]}
        self.events = defaultdict(list)
        for row in tables["event"]:
            self.events[row["interview_id"]].append(row)

    def figures(
        self, term: tuple[date, date] | None, year: int | None, major: int | None, field: int | None
    ) -> dict[str, dict[str, list[str]]]:
        everybody = [s for s in self.students.values() if self._fits(s, year, major) and s["left_at"] is None]
        asked = [i for i in self.tables["interview"] if self._counts(i, term, field)]
        requests = [i for i in asked if self._fits(self.students[i["student_id"]], year, major)]
        return {
            "path": self._path(requests),
            "replies": self._replies(requests),
            "thanks": self._thanks(requests),
            "reach": self._reach(everybody, {i["student_id"] for i in requests}),
            "coverage": self._coverage(requests),
            "interest": self._interest(requests),
            "load": self._load(requests, field),
            "reviews": self._reviews(requests),
        }

    def _fits(self, student: dict[str, Any], year: int | None, major: int | None) -> bool:
        return (year is None or student["class_year"] == year) and (
            major is None or major in self.majors[student["id"]]
        )

    def _counts(self, interview: dict[str, Any], term: tuple[date, date] | None, field: int | None) -> bool:
        if interview["mentor_id"] is None or interview["asked_at"] is None:
            return False
        day = interview["asked_at"].astimezone(ZONE).date()
        in_term = term is None or term[0] <= day <= term[1]
        return in_term and (field is None or self.mentors[interview["mentor_id"]]["field_id"] == field)

    def _first_reply(self, interview: dict[str, Any]) -> datetime | None:
        replies = ("accepted", "offered", "declined", "asked_first")
        moments = [e["at"] for e in self.events[interview["id"]] if e["role"] == "mentor" and e["verb"] in replies]
        return min(moments, default=None)

    def _path(self, requests: Rows) -> dict[str, list[str]]:
        booked_directly = {i["id"] for i in requests if any(e["verb"] == "booked" for e in self.events[i["id"]])}
        steps = {
            "Asked": requests,
            "Answered": [i for i in requests if self._first_reply(i) or i["id"] in booked_directly],
            "Booked": [i for i in requests if i["calendar_uid"]],
            "Took place": [i for i in requests if i["state"] == "completed"],
            "Thanked": [i for i in requests if i["id"] in self.thanks],
            "Reflected": [i for i in requests if self._written(i)],
        }
        return {label: [told(rows)] for label, rows in steps.items()}

    def _written(self, interview: dict[str, Any]) -> dict[str, Any] | None:
        found = self.reflections.get(interview["id"])
        return found if found and found["submitted_at"] else None

    def _replies(self, requests: Rows) -> dict[str, list[str]]:
        replied = [i for i in requests if self._first_reply(i)]
        soon = [i for i in replied if self._first_reply(i) - i["asked_at"] <= timedelta(days=7)]  # type: ignore[operator]
        return {"Answered by the mentor": [told(replied)], "within 7 days": [told(soon)]}

    def _thanks(self, requests: Rows) -> dict[str, list[str]]:
        thanked = [i for i in requests if i["id"] in self.thanks]
        in_time = [i for i in thanked if self.thanks[i["id"]]["sent_at"] - i["ends_at"] <= timedelta(hours=24)]
        held = [i for i in requests if i["state"] == "completed"]
        return {"Took place": [told(held)], "Thanked": [told(thanked)], "within 24 hours": [told(in_time)]}

    def _reach(self, everybody: Rows, asked: set[Any]) -> dict[str, list[str]]:
        found = {}
        for year in {s["class_year"] for s in everybody}:
            own = [s for s in everybody if s["class_year"] == year]
            found[f"Class of {year}"] = [told([s for s in own if s["id"] in asked], "id"), told(own, "id")]
        return found

    def _coverage(self, requests: Rows) -> dict[str, list[str]]:
        cells = defaultdict(list)
        for interview in requests:
            if interview["state"] == "completed":
                mentor = self.mentors[interview["mentor_id"]]
                cells[self.fields[mentor["field_id"]], mentor["work_setting"]].append(interview)
        fields = {field for field, _setting in cells}
        return {field: [told(cells[field, setting]) for setting in SETTINGS] for field in fields}

    def _interest(self, requests: Rows) -> dict[str, list[str]]:
        parts = defaultdict(lambda: [[], [], []])  # type: ignore[var-annotated]
        for interview in requests:
            wrote = self._written(interview)
            if wrote and wrote["interest"] and wrote["interest_before"]:
                change = wrote["interest"] - wrote["interest_before"]
                place = 0 if change > 0 else 1 if change == 0 else 2
                parts[self.fields[self.mentors[interview["mentor_id"]]["field_id"]]][place].append(interview)
        return {field: [told(rows) for rows in three] for field, three in parts.items()}

    def _load(self, requests: Rows, field: int | None) -> dict[str, list[str]]:
        active = {
            m["id"]: 0 for m in self.mentors.values() if m["state"] == "active" and field in (None, m["field_id"])
        }
        for interview in requests:
            if interview["mentor_id"] in active:
                active[interview["mentor_id"]] += 1
        loads = list(active.values())
        found = {"Not asked": loads.count(0)}
        found |= {label: sum(low <= n <= high for n in loads) for label, (low, high) in LOADS.items()}
        found["11 requests or more"] = sum(n > 10 for n in loads)
        return {label: [shown(number, number)] for label, number in found.items()}

    def _reviews(self, requests: Rows) -> dict[str, list[str]]:
        ours = {self.reflections[i["id"]]["id"]: i for i in requests if i["id"] in self.reflections}
        handed_in = {(v["reflection_id"], v["number"]): v["at"] for v in self.tables["reflectionversion"]}
        answered, soon = [], []
        for review in self.tables["review"]:
            if review["reflection_id"] in ours:
                interview = ours[review["reflection_id"]]
                answered.append(interview)
                if review["at"] - handed_in[review["reflection_id"], review["version"]] <= timedelta(days=7):
                    soon.append(interview)
        return {"Answered by an advisor": [told(answered)], "within 7 days": [told(soon)]}
