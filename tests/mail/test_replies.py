"""What is filed of a reply, whatever program wrote it: the raw mails under `replies/`, and the words kept of each."""

from pathlib import Path

import pytest

from careernet.mail import incoming

REPLIES = Path(__file__).parent / "replies"
KEPT = {
    "gmail": "Hi Jordan,\n\nTuesday works for me. Which courses have you taken so far?\n\nMaya",
    "gmail-html": "Hi Jordan,\n\nTuesday works for me & I look forward to it.",
    "outlook-web": "Dear Jordan,\n\nGladly. Could we say 4 instead of 3?",
    "outlook-desktop": "Jordan,\n\nEither day is fine. I will send a link the day before.",
    "outlook-old": "Jordan, yes to Tuesday. My number is on my page.",
    "outlook-ios": "Sure, happy to help. Thursday after 5?",
    "apple-mail": "Dear Jordan,\n\nwhat would you like to hear about first: the lab, or how I left it?\n\nMaya",
    "iphone": "Yes! Tuesday it is.",
    "android": "Ok for me, please call at 3.",
    "thunderbird-flowed": (
        "Dear Jordan,\n\nI moved from the bench to a start-up in 2019, and would love to tell you how."
        ' Do read the first chapter of "The Night Shift" before we talk.'
    ),
    "german-gmail": "Liebe Jordan,\n\nsehr gern, Dienstag passt mir gut.\n\nViele Grüße\nMaya",
    "german-outlook": "Hallo Jordan,\n\nDonnerstag um 17 Uhr wäre mir lieber.",
    "french": "Bonjour Jordan,\n\navec plaisir ! Mardi à 15 h me convient.\n\nCordialement,\nMaya",
    "spanish": "Hola, Jordan:\n\nEl martes me va bien. ¿Prefieres vídeo o teléfono?",
    "japanese": "Jordanさん\n\n火曜日で大丈夫です。楽しみにしています。",
    "bottom": "Yes, gladly. Is Wednesday too late?\n\nMaya",
    "inline": "Hi Jordan,\n\nBy accident, mostly.\n\nStatistics. More than I thought then.",
    "list": (
        "Any of these is fine:\n- Tuesday 3 PM\n- Wednesday after lunch\n\n"
        "Thanks, Jordan, for writing so clearly.\nRegards to your advisor, too. We met in 2019."
    ),
    "html-only-phone": "Tuesday is perfect.\n\nSee you then!",
    "html-inline": "Hi Jordan,\n\nBy train, and slowly.\n\nStatistics.",
    "quoted-printable": (
        "Hi Jordan,\n\nI’d love to. A café near campus, or by video? This line is a long one so that it has to be"
        " folded by the program that sends it, which it is.\n\nMaya"
    ),
    "disclaimer": "Jordan, Tuesday 3 PM is good. Please dial in early.\n\nMaya Chen\nBattery chemist",
    "forwarded": "I asked a colleague, and she says yes as well:",
    "sign-off": (
        "Hello Jordan,\n\nI wrote on Monday at 3: still true. On page 2 you wrote:\nthat rules help. They do."
        "\n\nBest regards,\nMaya"
    ),
    "table": "Thanks!\n\nTuesday it is, then\nDate: Tuesday, September 22\nFrom: 3 PM\nTo: 4 PM\nMaya",
    "postscript": "Tuesday it is.\n\nBest,\nMaya\n\nPS: Bring your lab book.",
    "yahoo": "Let us do Tuesday. Is 30 minutes enough?",
    "nothing-new": "",
}


@pytest.mark.parametrize("name", KEPT)
def test_of_a_reply_its_own_words_are_filed_and_all_of_them(name: str) -> None:
    raw = (REPLIES / f"{name}.eml").read_bytes()

    assert incoming.read(raw).text == KEPT[name]


def test_every_reply_there_is_has_its_words() -> None:
    assert {path.stem for path in REPLIES.glob("*.eml")} == set(KEPT)
