"""Every change of an interview: one function each, in the order of the path.

Each takes its locks in the order mentor, student, interview; asks again under the lock; and writes exactly one Event.
"""

from careernet.interviews.actions.absence import answer_absence, excuse, miss, settle
from careernet.interviews.actions.answering import (
    accept,
    choose_time,
    offer_times,
    propose_times,
    say_yes,
    times_to_choose,
)
from careernet.interviews.actions.asking import Ask, IsOver, follow_up, save_draft, send_request, unsend, written
from careernet.interviews.actions.closing import close_unreached, decline, decline_all, expire, let_go, withdraw
from careernet.interviews.actions.keeping import EditedElsewhere, Opened, save_notes, save_preparation
from careernet.interviews.actions.locks import TimeTaken, lock, lock_all
from careernet.interviews.actions.looking import approve, note_reading, readings_of, return_to_student
from careernet.interviews.actions.meeting import cancel, complete
from careernet.interviews.actions.moving import move, postpone
from careernet.interviews.actions.outside import (
    Meeting,
    did_not_take_place,
    heard_no,
    heard_nothing,
    heard_time,
    heard_yes,
    log,
    save_message,
    sent_message,
)
from careernet.interviews.actions.questions import (
    add_questions,
    change_question,
    mark_must,
    move_question,
    remove_question,
)
from careernet.interviews.actions.record import MOST_TIMES
from careernet.interviews.actions.resumes import (
    ask_for_resume,
    read_resume,
    release_resume,
    resume_readings,
    take_back_resume,
)
from careernet.interviews.actions.talking import ask_first, may_say_late, may_write, running_late, write
from careernet.interviews.actions.thanking import (
    gave_a_name,
    may_take_back_thanks,
    send_thank_you,
    take_back_thank_you,
)
from careernet.interviews.actions.updating import send_update, take_back_update, tell_updates

__all__ = (
    "MOST_TIMES",
    "Ask",
    "EditedElsewhere",
    "IsOver",
    "Meeting",
    "Opened",
    "TimeTaken",
    "accept",
    "add_questions",
    "answer_absence",
    "approve",
    "ask_first",
    "ask_for_resume",
    "cancel",
    "change_question",
    "choose_time",
    "close_unreached",
    "complete",
    "decline",
    "decline_all",
    "did_not_take_place",
    "excuse",
    "expire",
    "follow_up",
    "gave_a_name",
    "heard_no",
    "heard_nothing",
    "heard_time",
    "heard_yes",
    "let_go",
    "lock",
    "lock_all",
    "log",
    "mark_must",
    "may_say_late",
    "may_take_back_thanks",
    "may_write",
    "miss",
    "move",
    "move_question",
    "note_reading",
    "offer_times",
    "postpone",
    "propose_times",
    "read_resume",
    "readings_of",
    "release_resume",
    "remove_question",
    "resume_readings",
    "return_to_student",
    "running_late",
    "save_draft",
    "save_message",
    "save_notes",
    "save_preparation",
    "say_yes",
    "send_request",
    "send_thank_you",
    "send_update",
    "sent_message",
    "settle",
    "take_back_resume",
    "take_back_thank_you",
    "take_back_update",
    "tell_updates",
    "times_to_choose",
    "unsend",
    "withdraw",
    "write",
    "written",
)
