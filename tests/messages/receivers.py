"""A mail server and a messaging platform that really listen, on ports of this machine."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _MailHandler(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs."""

    server: "MailReceiver"

    def handle(self) -> None:
        with suppress(ConnectionError):  # a client may leave when it likes
            self._converse()

    def _converse(self) -> None:
        self.server.connections += 1
        self._say("220 here")
        recipient = ""
        while line := self.rfile.readline():
            word, _blank, rest = line.decode(errors="replace").strip().partition(" ")
            self.server.lines.append(f"{word} {rest}")
            if word.upper() == "RCPT":
                recipient = rest[rest.index("<") + 1 : rest.index(">")]
            if word.upper() == "DATA":
                self._take(recipient)
            elif word.upper() == "EHLO":
                self._say("250-here\r\n250 AUTH PLAIN")
            else:
                self._say(self._answer(word.upper(), recipient))
            if word.upper() == "QUIT":
                return

    def _answer(self, word: str, recipient: str) -> str:
        if word == "RCPT" and recipient in self.server.refused:
            return self.server.refused[recipient]
        return {"QUIT": "221 bye", "AUTH": self.server.auth}.get(word, "250 ok")

    def _take(self, recipient: str) -> None:
        self._say("354 go on")
        held = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            held.append(line)
        self.server.mails.append((recipient, message_from_bytes(b"".join(held), policy=default)))
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class MailReceiver(socketserver.ThreadingTCPServer):
    """Keeps what it gets in `mails`; `refused` names recipients with the answer they cause."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.mails: list[tuple[str, EmailMessage]] = []
        self.lines: list[str] = []
        self.refused: dict[str, str] = {}
        self.auth = "235 welcome"
        self.connections = 0

    @property
    def port(self) -> int:
        return self.server_address[1]


class _PostHandler(BaseHTTPRequestHandler):
    server: "PostReceiver"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((self.path, dict(self.headers), body))
        self.server.answer(self)

    def log_message(self, *_words: Any) -> None:
        pass


class PostReceiver(ThreadingHTTPServer):
    """Keeps what it gets in `posts` and answers by `answer`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _PostHandler)
        self.posts: list[tuple[str, dict[str, str], bytes]] = []
        self.answer: Callable[[BaseHTTPRequestHandler], None] = answering(200, b'{"errcode": 0}')

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/in"


def answering(
    status: int, body: bytes = b"", **headers: str
) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def receive_mails() -> Iterator[MailReceiver]:
    server = MailReceiver()
    with _serving(server):
        yield server


@contextmanager
def receive_posts() -> Iterator[PostReceiver]:
    server = PostReceiver()
    with _serving(server):
        yield server
