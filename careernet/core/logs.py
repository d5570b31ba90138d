"""What the log must not keep: a link from a mail opens what it is for, for whoever reads it."""

import logging
import re

# What `mail.links.sign` makes, and the key by which allauth's link chooses a new password.
SIGNED = re.compile(r"[\w-]{20,}:[\w-]{20,}|(?<=/reset/key/)[\w-]+")


class Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return SIGNED.sub("…", super().format(record))
