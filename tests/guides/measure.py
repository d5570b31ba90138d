"""`python -m tests.guides.measure`: how well the message check finds what was labeled, rule by rule, and how fast."""

from dataclasses import dataclass
from time import process_time

from careernet.guides.coach import review
from tests.guides.corpus import Labeled, read
from tests.guides.people import MENTORS, STUDENTS

COUNTED = {"too_long", "too_short"}


@dataclass
class Score:
    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1


def scores(messages: list[Labeled], *, told: list[str] | None = None) -> dict[str, Score]:
    """`told` gets a line for each miss and each false alarm."""
    counted: dict[str, Score] = {}
    for message in messages:
        found = review(message.text, kind=message.kind, student=message.student, mentor=message.mentor)
        spans = [(one.rule, one.start, one.end) for one in found.findings if one.rule not in COUNTED]
        for rule in {rule for rule, *_ in (*spans, *message.findings)}:
            score = counted.setdefault(rule, Score())
            places = [span for span in spans if span[0] == rule]
            meant = [span for span in message.findings if span[0] == rule]
            score.right += sum(any(_meet(place, one) for place in places) for one in meant)
            missed = [one for one in meant if not any(_meet(place, one) for place in places)]
            wrong = [place for place in places if not any(_meet(place, one) for one in meant)]
            score.missed += len(missed)
            score.wrong += len(wrong)
            if told is not None:
                told += [f"missed {rule}: {message.text[a:b]!r} in {message.text[:60]!r}" for _, a, b in missed]
                told += [f"wrong {rule}: {message.text[a:b]!r} in {message.text[:60]!r}" for _, a, b in wrong]
        topics = message.covered ^ found.covered if message.kind in ("request", "follow_up") else set()
        for topic in message.covered & found.covered:
            counted.setdefault(topic, Score()).right += 1
        for topic in topics:
            score = counted.setdefault(topic, Score())
            if topic in message.covered:
                score.missed += 1
            else:
                score.wrong += 1
            if told is not None:
                told.append(f"{'missed' if topic in message.covered else 'wrong'} {topic}: {message.text!r}")
    return counted


def _meet(one: tuple[str, int, int], other: tuple[str, int, int]) -> bool:
    return one[1] < other[2] and other[1] < one[2]


def two_thousand_letters() -> str:
    return "\n\n".join(message.text for message in read("seen") if message.kind == "request")[:2000]


def milliseconds(text: str, *, times: int = 200) -> float:
    """Of the processor, for one check: the best of many, which the rest of the machine disturbs least."""
    best = float("inf")
    for _ in range(times):
        begun = process_time()
        review(text, kind="request", student=STUDENTS["jordan"], mentor=MENTORS["maya"])
        best = min(best, process_time() - begun)
    return best * 1000


def main() -> None:
    seen, held_out = read("seen"), read("held_out")
    for name, messages in (("seen", seen), ("held out once", held_out), ("all", seen + held_out)):
        print(f"{len(messages)} labeled messages ({name}): precision, recall, number labeled")
        for rule, score in sorted(scores(messages).items()):
            print(f"  {rule:18} {score.precision:.2f}  {score.recall:.2f}  {score.right + score.missed:3}")
    print(f"2,000 letters in {milliseconds(two_thousand_letters()):.1f} ms of the processor")


if __name__ == "__main__":
    main()
