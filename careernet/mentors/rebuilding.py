"""What mentors are found by, brought up to date with names that changed elsewhere and with what we write since."""

from collections.abc import Callable

from careernet.mentors.models import Mentor
from careernet.mentors.search import search_text

BATCH = 1000


def rebuild_search(progress: Callable[[int], None] = lambda done: None) -> int:
    """Write `search_text` anew wherever it says something else; answers for how many.

    No lock is held: whoever changes a mentor meanwhile writes their text anyway, and then ours is left out.
    """
    mentors = Mentor.objects.select_related("user", "field").prefetch_related("majors").defer("search")
    changed = 0
    for done, mentor in enumerate(mentors.order_by("pk").iterator(chunk_size=BATCH), start=1):
        changed += _rewrite(mentor)
        if done % BATCH == 0:
            progress(done)
    return changed


def _rewrite(mentor: Mentor) -> int:
    before, text = mentor.search_text, search_text(mentor, [major.name for major in mentor.majors.all()])
    if text == before:
        return 0
    return Mentor.objects.filter(pk=mentor.pk, search_text=before).update(search_text=text)
