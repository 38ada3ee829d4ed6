"""A small web of one server, whose pages answer as pages on the web do: well, moved, gone, busy, slow."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = "<html><head><title>{}</title></head><body>A desk.</body></html>"


Answer = tuple[int, str, bytes]
"""Status, kind of content (or, of a redirect, where it leads), and content."""


class Web(ThreadingHTTPServer):
    """Remembers what it was asked, and how many requests it had at once."""

    daemon_threads = True

    def __init__(self, handler: type[Pages]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.asked: list[tuple[str, str]] = []
        self.times: list[float] = []
        self.at_once = self.most_at_once = 0
        self.copy: dict[str, Any] = {}
        self.accepted: list[str] = []
        self.answers: dict[str, Answer] = {}
        self.guard = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def counts(self) -> Counter[tuple[str, str]]:
        return Counter(self.asked)


class Pages(BaseHTTPRequestHandler):
    server: Web

    def do_HEAD(self) -> None:
        self.answered()

    def do_GET(self) -> None:
        self.answered()

    def answered(self) -> None:
        web = self.server
        with web.guard:
            web.asked.append((self.command, self.path))
            web.times.append(time.monotonic())
            web.at_once += 1
            web.most_at_once = max(web.most_at_once, web.at_once)
        try:
            self.page()
        except OSError:  # who asked has gone
            pass
        finally:
            with web.guard:
                web.at_once -= 1

    def page(self) -> None:  # noqa: C901, PLR0912 - one branch for each page
        name = self.path.partition("?")[0].strip("/")
        times = self.server.counts()["GET", self.path]
        if name == "moved":
            self.reply(301, location="/good")
        elif name == "moved-for-now":
            self.reply(302, location="/good")
        elif name == "to-front":
            self.reply(301, location="/")
        elif name == "in-circles":
            self.reply(302, location="/in-circles")
        elif name in ("gone", "copy-gone"):
            self.reply(404)
        elif name == "head-gone":
            self.reply(404 if self.command == "HEAD" else 200)
        elif name == "no-head":
            self.reply(405 if self.command == "HEAD" else 200)
        elif name == "busy-once":
            self.reply(429 if times < 2 else 200, retry_after="0")
        elif name == "busy-for-long":
            self.reply(429, retry_after="86400")
        elif name.startswith("broken"):
            self.reply(503)
        elif name == "members":
            self.reply(403)
        elif name == "says-gone":
            self.reply(200, title="Page not found | The City")
        elif name == "slow":
            self.slow()
        elif name == "evil":
            self.reply(301, location="/good\x1b[2J?<b>")
        elif name == "archive":
            self.reply(200, body=json.dumps({"archived_snapshots": self.server.copy}).encode(), kind="application/json")
        else:
            self.reply(200)

    def reply(
        self,
        status: int,
        *,
        title: str = "The desk",
        location: str = "",
        retry_after: str = "",
        body: bytes = b"",
        kind: str = "text/html; charset=utf-8",
    ) -> None:
        body = body or PAGE.format(title).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def slow(self) -> None:
        """Send a sign now and then, so that no single wait is long."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(60):
            self.wfile.write(b"X: y\r\n")
            self.wfile.flush()
            time.sleep(0.1)

    def log_message(self, *_: object) -> None:
        """Say nothing of every request."""


class Answers(Pages):
    """Answers with what a test lays down for a path; all else is not found."""

    def page(self) -> None:
        self.server.accepted.append(f"{self.headers['Accept']} | {self.headers['User-Agent']}")
        status, kind, body = self.server.answers.get(self.path, (404, "text/plain", b"no"))
        if status // 100 == 3:
            self.reply(status, location=kind)
        else:
            self.reply(status, body=body, kind=kind)


@contextmanager
def small_web(handler: type[Pages] = Pages) -> Iterator[Web]:
    web = Web(handler)
    thread = threading.Thread(target=web.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        web.shutdown()
        thread.join()
        web.server_close()
