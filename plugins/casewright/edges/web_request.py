"""One request to a web server: bounded in time and bytes, and to no private network unless that is wanted.

The name is looked up once, and the connection goes to the address that was looked at, so that no server can answer one
thing to the look and another to the connection.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from urllib.parse import SplitResult, quote, urlsplit

from casewright import __version__

SECONDS = 20.0
"""How long one request may take in all."""
_HEADERS = {
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset=[\"']?([\w-]{1,40})", re.IGNORECASE)
"""Where a page names its own signs (HTML, 4.2.5.4: within the first 1024 bytes)."""
_PORTS = {"http": 80, "https": 443}
_PATH, _QUERY = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?[]"
_FAR = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: its form, how much of it is read at most, and what the server is told of the purpose."""

    accept: str = "text/html,application/xhtml+xml,*/*;q=0.8"
    most_bytes: int = 65_536
    purpose: str = "checks whether cited pages are still there"

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers of a request."""
        agent = f"Mozilla/5.0 (compatible; casewright/{__version__}; {self.purpose})"
        return {"User-Agent": agent, "Accept": self.accept, **_HEADERS}


PAGE = Wanted()
"""The beginning of a page: its title stands there."""


class Failure(Enum):
    """Why there is no answer."""

    NO_ADDRESS = "no address"
    PRIVATE = "private"
    UNKNOWN_NAME = "unknown name"
    NO_NETWORK = "no network"
    NOT_TRUSTED = "not trusted"
    LATE = "late"
    OTHER = "other"


class NoAnswerError(Exception):
    """No server answered."""

    def __init__(self, failure: Failure, says: str) -> None:
        super().__init__(says)
        self.failure = failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answered: the status, headers by lower-case name, and the beginning of the page."""

    status: int
    reason: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    is_cut: bool = False
    """Whether there may be more than was read."""

    @property
    def is_html(self) -> bool:
        """Return whether it is a web page."""
        return "html" in self.headers.get("content-type", "").lower()

    @property
    def text(self) -> str:
        """Return the beginning of the page as text."""
        charset = self.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0].strip("\"' ")
        if not charset and self.is_html and (written := _CHARSET.search(self.body, 0, 1024)):
            charset = written[1].decode("ascii")
        try:
            return self.body.decode(charset or "utf-8", "replace")
        except (LookupError, UnicodeError):
            return self.body.decode("utf-8", "replace")


def ask(method: str, address: str, *, may_be_private: bool, seconds: float = SECONDS, wanted: Wanted = PAGE) -> Reply:
    """Return the answer to one request, redirects not followed. Raises NoAnswerError."""
    parts = parts_of(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    places = _places(host, port, may_be_private=may_be_private)
    connection = _Connection(host, port, places, is_secure=parts.scheme == "https", seconds=seconds)
    try:
        with closing(connection), _cut_off(connection, seconds):
            connection.request(method, _target(parts), headers=wanted.headers)
            return _reply(connection.getresponse(), 0 if method == "HEAD" else wanted.most_bytes)
    except TimeoutError as error:
        raise NoAnswerError(Failure.LATE, f"no answer within {seconds:.0f} seconds") from error
    except ssl.SSLCertVerificationError as error:
        raise NoAnswerError(Failure.NOT_TRUSTED, f"its certificate is not valid ({error.verify_message})") from error
    except OSError as error:
        failure = Failure.NO_NETWORK if error.errno in _FAR else Failure.OTHER
        raise NoAnswerError(failure, f"no connection ({error.strerror or type(error).__name__})") from error
    except (HTTPException, ValueError) as error:
        raise NoAnswerError(Failure.OTHER, "the answer cannot be read") from error


def parts_of(address: str) -> SplitResult:
    """Return the parts of an address, its host as the name system has it. Raises NoAnswerError."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError) as error:
        raise NoAnswerError(Failure.NO_ADDRESS, "it is no address") from error
    if parts.scheme not in _PORTS or not host:
        raise NoAnswerError(Failure.NO_ADDRESS, "it is no address of a web page")
    if parts.username is not None:
        raise NoAnswerError(Failure.NO_ADDRESS, "it holds a name or a password")
    return parts._replace(netloc=f"[{host}]{port}" if ":" in host else f"{host}{port}", fragment="")


def is_online(hosts: tuple[str, ...] = ("doi.org", "archive.org", "www.iana.org")) -> bool:
    """Return whether any of some well-known names is known, which tells a dead name from a missing network."""
    for host in hosts:
        try:
            if socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM):
                return True
        except OSError:
            continue
    return False


def _places(host: str, port: int, *, may_be_private: bool) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        is_unknown = error.errno == socket.EAI_NONAME
        failure = Failure.UNKNOWN_NAME if is_unknown else Failure.NO_NETWORK
        raise NoAnswerError(failure, f"the name {host} is not known{'' if is_unknown else ' at the moment'}") from error
    except (OSError, UnicodeError) as error:
        raise NoAnswerError(Failure.NO_ADDRESS, "it is no address") from error
    places = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not may_be_private and not all(map(_is_public, places)):
        raise NoAnswerError(Failure.PRIVATE, f"{host} is in a private network")
    return places


def _is_public(place: str) -> bool:
    address = ip_address(place.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_global and not address.is_multicast


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_PATH)
    return f"{path}?{quote(parts.query, safe=_QUERY)}" if parts.query else path


def _reply(response: HTTPResponse, most_bytes: int) -> Reply:
    headers = {name.lower(): value for name, value in response.getheaders()}
    body = response.read(most_bytes) if most_bytes else b""
    is_cut = 0 < most_bytes == len(body)
    return Reply(status=response.status, reason=response.reason, headers=headers, body=body, is_cut=is_cut)


@contextmanager
def _cut_off(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """End a connection when its time is over, however slowly it still sends. Then raises TimeoutError."""
    is_late = threading.Event()

    def end() -> None:
        is_late.set()
        if isinstance(connection.sock, socket.socket):
            with suppress(OSError):
                socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if is_late.is_set():  # what was cut off may look like an answer, or like any fault
            raise TimeoutError


class _Connection(HTTPConnection):
    """A connection to one of some numeric addresses that a host has."""

    def __init__(self, host: str, port: int, places: tuple[str, ...], *, is_secure: bool, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self.default_port = _PORTS["https" if is_secure else "http"]
        self._places = places
        self._is_secure = is_secure

    def connect(self) -> None:
        """Connect to the first address that lets us."""
        last: OSError | None = None
        for place in self._places:
            try:
                self.sock = socket.create_connection((place, self.port), self.timeout)
                break
            except OSError as error:
                last = error
        else:
            raise last or OSError(errno.EHOSTUNREACH, "no address")
        if self._is_secure:
            self.sock = _tls().wrap_socket(self.sock, server_hostname=self.host)


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()
