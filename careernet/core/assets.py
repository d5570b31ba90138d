"""Static files, collected again only when one of them has changed (the demo and the tests start with this)."""

import fcntl
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from careernet.core.apps import StaticFiles


def collect_if_stale() -> bool:
    """Run collectstatic unless the collected files are those of the present sources. True if it ran.

    Two processes do not collect at once: whoever waited finds the work done.
    """
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    stamp = root / ".sources"
    with (root.parent / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        present = _fingerprint()
        if stamp.exists() and stamp.read_text() == present:
            return False
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(present)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    patterns = StaticFiles.ignore_patterns
    for finder in get_finders():
        for path, storage in finder.list(patterns):
            source = Path(storage.path(path)).stat()
            digest.update(f"{path} {source.st_size} {source.st_mtime_ns}\n".encode())
    return digest.hexdigest()
