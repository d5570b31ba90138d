"""Beat in a hurry: it looks for people to remind each second, for no test can wait a minute. Its argument: a file."""

import sys

from careernet.celery import app

app.conf.beat_schedule["sweep"]["schedule"] = 1.0
app.start(["--quiet", "beat", "--schedule", sys.argv[1], "--pidfile=", "--loglevel", "critical"])
