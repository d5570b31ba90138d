"""`python -m careernet.demo [--port 8137]` opens the demo, `python -m careernet.demo --stop` ends it."""

import argparse

from careernet.demo import supervisor


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m careernet.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8137)
    parser.add_argument("--stop", action="store_true", help="end a running demo and the embedded engines")
    options = parser.parse_args()
    if options.stop:
        supervisor.stop()
    else:
        supervisor.run(options.port)


if __name__ == "__main__":
    main()
