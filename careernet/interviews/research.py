"""Where to read up on somebody before the call. Only links: nothing is looked up from here."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from careernet.interviews.models import Interview
from careernet.mentors.models import Mentor
from careernet.mentors.visibility import as_students_see

SEARCH = "https://duckduckgo.com/?"  # keeps no record of who looks for whom
WIKIPEDIA = "https://en.wikipedia.org/w/index.php?"


def where_to_look(interview: Interview) -> list[tuple[str, str]]:
    """(words, address) of each, with nothing in them that the mentor keeps from students."""
    host = as_students_see(interview.mentor) if interview.mentor else interview.contact
    assert host
    found = []
    profile = host.linkedin_url if isinstance(host, Mentor) else host.link
    if profile:
        found.append((_("The page of %(name)s elsewhere") % {"name": host.short_name}, profile))
    if employer := host.employer:
        named = {"employer": employer}
        found += [
            (_("%(employer)s in the news") % named, SEARCH + urlencode({"q": f'"{employer}"', "iar": "news"})),
            (_("%(employer)s in an encyclopedia") % named, WIKIPEDIA + urlencode({"search": employer})),
        ]
    if host.job_title if isinstance(host, Mentor) else host.title:
        title = host.job_title if isinstance(host, Mentor) else host.title
        words = {"q": f"{title} day to day work"}
        found.append((_("What a %(title)s does") % {"title": title}, SEARCH + urlencode(words)))
    if host.field:
        words = {"q": f"{host.field} careers outlook"}
        found.append((_("Where %(field)s is going") % {"field": host.field}, SEARCH + urlencode(words)))
    return found
