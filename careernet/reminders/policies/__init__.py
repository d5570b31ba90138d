"""Who owes what, and when: the one table behind the reminders, the home pages and the advisor's list.

A duty is something one person owes in one interview, or a mentor as such (`OF_VOLUNTEERS`); it is listed from
`opens_at` to `latest`, and mails remind of it.
A deed is what the clock does by itself when nobody answered. Neither asks the database: see `cases.Case`.

Where several duties are open in one interview, the first in the table is the one to do now.
"""

from careernet.reminders.policies import advisors, mentors, students, volunteers
from careernet.reminders.policies.clock import DEEDS

DUTIES = (*students.DUTIES, *mentors.DUTIES, *advisors.DUTIES)
OF_VOLUNTEERS = volunteers.DUTIES

__all__ = ("DEEDS", "DUTIES", "OF_VOLUNTEERS")
