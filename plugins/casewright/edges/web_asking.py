"""What became of one address: HEAD first, then GET where that says more; redirects followed, patience bounded."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Protocol
from urllib.parse import quote, urljoin, urlsplit

from casewright.edges.web_request import Failure, NoAnswerError, Reply, parts_of
from casewright.edges.web_turns import Turns
from casewright.model.web import Answer, ArchivedCopy, State
from casewright.problems import quoted
from casewright.read.gone_pages import leads_to_front_page, says_it_is_gone, title_of
from casewright.resolve.web import RESOLVER

MOST_REDIRECTS = 8
TRIES = 3
"""How often a page is asked for (GET) where the server is busy, out of order or silent."""
MOST_PATIENCE = 60.0
"""Seconds that a host may ask us to wait; one that asks for more is asked another day."""
MOST_FAILURES = 3
"""After so many addresses in a row without an answer, the rest of a host is left for another day."""
WAYBACK = "https://archive.org/wayback/available?url="
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_REDIRECTS = (*_PERMANENT, HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT)
_BUSY = (
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.INTERNAL_SERVER_ERROR,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
)
_IN_ADDRESS = "%:/?#[]@!$&'()*+,;=~-._"
"""What is left of an address that a server names; all else is escaped."""
_PASSING = (Failure.LATE, Failure.OTHER)


class Ask(Protocol):
    """Makes one request. Raises NoAnswerError."""

    def __call__(self, method: str, address: str) -> Reply:
        """Return what the server answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Asks for addresses one at a time; several threads may use it at once."""

    ask: Ask
    turns: Turns
    today: date
    backoff: float = 2.0
    """Seconds before the second try, where the server names none; each next wait is three times as long."""
    wayback: str = WAYBACK

    def answer(self, address: str) -> Answer:
        """Return what became of an address. Raises StoppedError, and NoAnswerError where there may be no network."""
        try:
            if address.startswith(RESOLVER):
                return self._of_doi(address)
            return self._followed(address)
        except NoAnswerError as error:
            if error.failure in (Failure.UNKNOWN_NAME, Failure.NO_NETWORK):
                raise
            refused = error.failure in (Failure.PRIVATE, Failure.NO_ADDRESS)
            return self._answer(State.REFUSED if refused else State.UNSURE, str(error))

    def unknown(self, error: NoAnswerError) -> Answer:
        """Return what an address without an answer means where there is a network."""
        is_gone = error.failure is Failure.UNKNOWN_NAME
        return self._answer(State.GONE if is_gone else State.UNSURE, str(error))

    def copy(self, address: str, read_on: str) -> ArchivedCopy | None:
        """Return the copy that the Wayback Machine has, nearest to a day if one is known.

        Raises StoppedError, and NoAnswerError where it gives no answer that can be read.
        """
        near = f"&timestamp={read_on.replace('-', '')}" if read_on else ""
        reply = self._patient(f"{self.wayback}{quote(address, safe='')}{near}")
        if reply.status != HTTPStatus.OK:
            raise NoAnswerError(Failure.OTHER, "the Wayback Machine gave no answer")
        try:
            return _copy(json.loads(reply.text)["archived_snapshots"].get("closest") or {})
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise NoAnswerError(Failure.OTHER, "the Wayback Machine gave no answer that can be read") from error

    def followed(self, address: str) -> tuple[str, Reply]:
        """Return what is answered to GET in the end, redirects followed, and at which address. Raises NoAnswerError."""
        at = address
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._patient(at)
            target = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not target:
                return at, reply
            at = _joined(at, target)
        raise NoAnswerError(Failure.OTHER, f"it is redirected more than {MOST_REDIRECTS} times")

    def _of_doi(self, address: str) -> Answer:
        """Ask the resolver alone: what publishers answer to programs says nothing about the DOI."""
        reply = self._told(address)
        if reply.status in _REDIRECTS or reply.status == HTTPStatus.OK:
            return self._answer(State.ALIVE, _status(reply))
        return self._answer(State.GONE if reply.status in _GONE else State.UNSURE, _status(reply))

    def _followed(self, address: str) -> Answer:
        at, is_permanent = address, True
        for _ in range(MOST_REDIRECTS + 1):
            reply = self._told(at)
            target = reply.headers.get("location", "")
            if reply.status not in _REDIRECTS or not target:
                return self._judged(address, at, reply, is_permanent=is_permanent)
            is_permanent = is_permanent and reply.status in _PERMANENT
            at = _joined(at, target)
        return self._answer(State.UNSURE, f"it is redirected more than {MOST_REDIRECTS} times")

    def _judged(self, address: str, at: str, reply: Reply, *, is_permanent: bool) -> Answer:
        if reply.status in _GONE:
            return self._answer(State.GONE, _status(reply))
        if not HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES:
            return self._answer(State.UNSURE, _status(reply))
        if leads_to_front_page(address, at):
            return self._answer(State.SEEMS_GONE, "it leads to the front page of a site")
        title = title_of(reply.text) if reply.is_html else ""
        if says_it_is_gone(title):
            return self._answer(State.SEEMS_GONE, f"the title of the page is {quoted(title)}")
        if at != address and is_permanent:
            return self._answer(State.MOVED, _status(reply), at)
        return self._answer(State.ALIVE, _status(reply))

    def _told(self, address: str) -> Reply:
        """Return the answer to HEAD where that says all, else that to GET."""
        try:
            reply = self._once("HEAD", address)
        except NoAnswerError as error:
            if error.failure not in _PASSING:
                raise
            return self._patient(address)
        if reply.status in _REDIRECTS and reply.headers.get("location"):
            return reply
        if HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES and not reply.is_html:
            return reply
        if reply.status in _BUSY and not self._wait(address, reply, 0):
            return reply
        return self._patient(address)

    def _patient(self, address: str) -> Reply:
        """Return the answer to GET, asked again after a while where the server is busy or silent."""
        host = host_of(address)
        for tried in range(TRIES):
            is_last = tried == TRIES - 1
            try:
                reply = self._once("GET", address)
            except NoAnswerError as error:
                if error.failure not in _PASSING:
                    raise
                if is_last:
                    self.turns.failed(host, is_failed=True)
                    raise
                self._wait(address, None, tried)
                continue
            is_busy = reply.status in _BUSY
            if is_last or not is_busy or not self._wait(address, reply, tried):
                self.turns.failed(host, is_failed=is_busy)
                return reply
        raise AssertionError  # the last try returns or raises

    def _once(self, method: str, address: str) -> Reply:
        with self.turns.of(host_of(address)):
            return self.ask(method, address)

    def _wait(self, address: str, reply: Reply | None, tried: int) -> bool:
        """Have the host left alone for a while, and return whether it is worth the wait."""
        named = _retry_after(reply.headers.get("retry-after", "")) if reply else None
        seconds = self.backoff * 3**tried if named is None else named
        if seconds > MOST_PATIENCE:
            return False
        self.turns.delay(host_of(address), seconds)
        return True

    def _answer(self, state: State, says: str, leads_to: str = "") -> Answer:
        return Answer(state=state, says=says, day=self.today, leads_to=leads_to)


def host_of(address: str) -> str:
    """Return the host that an address belongs to, with its port; nothing where it is no address."""
    try:
        return parts_of(address).netloc
    except NoAnswerError:
        return ""


def _copy(found: Mapping[str, object]) -> ArchivedCopy | None:
    """Return the copy of a page that an answer of the Wayback Machine names, or None where it names none."""
    if not found.get("available") or not str(found["status"]).startswith("2"):
        return None
    day = datetime.strptime(str(found["timestamp"])[:8], "%Y%m%d").replace(tzinfo=UTC).date()
    parts = urlsplit(str(found["url"]))
    if parts.hostname != "web.archive.org" or parts.scheme not in ("http", "https"):
        return None
    address = parts._replace(scheme="https", netloc="web.archive.org").geturl()
    return ArchivedCopy(address=quote(address, safe=_IN_ADDRESS), day=day)


def _joined(at: str, target: str) -> str:
    try:
        return quote(urljoin(at, _as_sent(target)), safe=_IN_ADDRESS)
    except ValueError as error:
        raise NoAnswerError(Failure.OTHER, "it is redirected to something that is no address") from error


def _as_sent(header: str) -> str:
    """Return the text of a header that holds UTF-8, although the protocol reads it as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _retry_after(value: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> float | None:
    """Return the seconds that a header Retry-After asks for (RFC 9110, 10.2.3), or None where it says nothing."""
    if value.strip().isascii() and value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now()).total_seconds())


def _status(reply: Reply) -> str:
    """Return a status in our own words where there are any: those of a server may say anything."""
    try:
        return f"{reply.status} {HTTPStatus(reply.status).phrase}"
    except ValueError:
        return str(reply.status)
