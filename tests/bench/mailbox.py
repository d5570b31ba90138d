"""A mail server in a process of its own: it takes whatever comes and keeps nothing but the Message-IDs."""

import asyncio
import re
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ANSWERS = {b"EHLO": b"250 here\r\n", b"QUIT": b"221 bye\r\n", b"DATA": b"354 go on\r\n"}
MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)
taken: list[bytes] = []


@contextmanager
def mailbox() -> Iterator[int]:
    """Its port."""
    command = [sys.executable, "-m", "tests.bench.mailbox"]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def counted(port: int) -> tuple[int, int]:
    """How many mails it has taken, and how many of different ids."""
    with smtplib.SMTP("127.0.0.1", port) as server:
        both, different = server.docmd("STAT")[1].split()
    return int(both), int(different)


async def serve() -> None:
    server = await asyncio.start_server(_converse, "127.0.0.1", 0, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 here\r\n")
    with suppress(ConnectionResetError, asyncio.IncompleteReadError):  # whoever talked to us was killed
        while line := await reader.readline():
            verb = line[:4].upper()
            writer.write(_counts() if verb == b"STAT" else ANSWERS.get(verb, b"250 fine\r\n"))
            if verb == b"DATA":
                found = MESSAGE_ID.search(await reader.readuntil(b"\r\n.\r\n"))
                taken.append(found[1] if found else b"")
                writer.write(b"250 taken\r\n")
            if verb == b"QUIT":
                break
    writer.close()


def _counts() -> bytes:
    return b"250 %d %d\r\n" % (len(taken), len(set(taken)))


if __name__ == "__main__":
    asyncio.run(serve())
