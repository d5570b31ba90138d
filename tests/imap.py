"""A mailbox over IMAP on this machine: as much of RFC 3501 as a client needs that files and moves."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """folders: by name, the messages by their number."""

    port: int = 0
    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    deleted: set[int] = field(default_factory=set)
    refuses: str = ""  # a command it says NO to

    @property
    def url(self) -> str:
        return f"imap://reader%40example.edu:secret@127.0.0.1:{self.port}/INBOX"

    def bring(self, *mails: bytes) -> None:
        for mail in mails:
            known = [number for folder in self.folders.values() for number in folder]
            self.folders["INBOX"][max(known, default=0) + 1] = mail


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()

    class Session(_Session):
        mailbox = box

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Session) as server:
        box.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield box
        server.shutdown()


class _Session(socketserver.StreamRequestHandler):
    timeout = 10
    mailbox: Mailbox

    def handle(self) -> None:
        self._say(b"* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _space, command = line.partition(" ")
            said = self._obey(command)
            self._say(f"{tag} {said}".encode())
            if command == "LOGOUT":
                return

    def _obey(self, command: str) -> str:
        verb, *words = command.removeprefix("UID ").split(" ", 2)
        inbox = self.mailbox.folders["INBOX"]
        if verb == self.mailbox.refuses:
            return "NO not now"
        if verb == "CAPABILITY":
            self._say(b"* CAPABILITY IMAP4rev1")
        elif verb == "LOGIN" and words != ["reader@example.edu", '"secret"']:
            return "NO wrong"
        elif verb == "CREATE":
            self.mailbox.folders.setdefault(words[0], {})
        elif verb == "SEARCH":
            found = sorted(inbox.keys() - self.mailbox.deleted)
            self._say(" ".join(["* SEARCH", *map(str, found)]).encode())
        elif verb == "FETCH" and (mail := inbox.get(int(words[0]))) is not None:
            most = int(re.search(r"<0\.(\d+)>", words[1])[1])
            part = mail[:most]
            self._say(f"* 1 FETCH (UID {words[0]} BODY[]<0> {{{len(part)}}}".encode() + b"\r\n" + part + b")")
        elif verb == "COPY":
            self.mailbox.folders[words[1]][int(words[0])] = inbox[int(words[0])]
        elif verb == "STORE":
            self.mailbox.deleted.add(int(words[0]))
        elif verb == "EXPUNGE":
            for number in self.mailbox.deleted:
                inbox.pop(number, None)
        return "OK done"

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")
