"""The browser the tests drive: $CHROMIUM, or the system's own, or (as root, with apt) one installed now.

`python -m tests.chromium` makes sure that there is one and prints where; the tests ask `path()`.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def path() -> str | None:
    """Where the browser is, or None. A $CHROMIUM that is no program ends the run with a sentence."""
    wanted = os.environ.get("CHROMIUM")
    if wanted:
        return shutil.which(wanted) or sys.exit(f"CHROMIUM is set to {wanted}, but there is no such program.")
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> None:
    found = path() or _install()
    print(f"The browser is {found}")


def _install() -> str:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quietly = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quietly)
        subprocess.run(["apt-get", "install", "-qqy", "--no-install-recommends", "chromium"], check=False, **quietly)
    return path() or sys.exit("The browser tests need Chromium or Chrome: install one, or set CHROMIUM to its path.")


if __name__ == "__main__":
    main()
