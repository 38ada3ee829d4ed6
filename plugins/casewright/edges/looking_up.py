"""A DOI, an ISBN or an address → what the web knows of the source. Every request is one of `web_request.ask`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from casewright.edges.web_asking import Asking
from casewright.edges.web_request import Failure, NoAnswerError, Reply, Wanted, ask, is_online
from casewright.edges.web_turns import Turns
from casewright.read.gone_pages import leads_to_front_page, says_it_is_gone, title_of
from casewright.read.identifier import Identifier, Named
from casewright.read.looked_up import LookedUp, UnreadableAnswerError, json_object
from casewright.read.open_library import book_of
from casewright.read.page_tags import page_of
from casewright.read.registered import registered

_PURPOSE = "looks up a source that somebody adds to a casebook"
_CSL = Wanted(accept="application/vnd.citationstyles.csl+json", most_bytes=2_000_000, purpose=_PURPOSE)
_JSON = Wanted(accept="application/json", most_bytes=2_000_000, purpose=_PURPOSE)
_PAGE = Wanted(most_bytes=262_144, purpose=_PURPOSE)
"""The head of a page ends long before that."""
_IN_DOI = "/:;()"


class NotFoundError(Exception):
    """Nothing could be learnt of a source; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Where is asked, up to what is asked for."""

    doi: str = "https://doi.org/"
    crossref: str = "https://api.crossref.org/works/"
    books: str = "https://openlibrary.org/api/books?format=json&jscmd=data&bibkeys=ISBN:"


SERVICES = Services()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingUp:
    """Asks for one source."""

    today: date
    services: Services
    may_be_private: bool = False

    def found(self, name: Identifier) -> LookedUp:
        """Return what is known of a source. Raises NotFoundError."""
        try:
            if name.by is Named.DOI:
                return self._of_doi(name.value)
            if name.by is Named.ISBN:
                return self._of_isbn(name.value)
            return self._of_page(name.value)
        except NoAnswerError as error:
            raise NotFoundError(_silence(error)) from error
        except UnreadableAnswerError as error:
            raise NotFoundError(str(error)) from error

    def _of_doi(self, doi: str) -> LookedUp:
        """Ask the resolver, which hands on to whoever registered the DOI; where that says nothing of use, Crossref."""
        try:
            at, reply = self._asked(f"{self.services.doi}{quote(doi, safe=_IN_DOI)}", _CSL)
            if reply.status == HTTPStatus.NOT_FOUND and at.startswith(self.services.doi):
                msg = f"doi.org knows no DOI {doi}; compare it with the work"
                raise NotFoundError(msg)
            return registered(json_object(_text(reply)), doi, "doi.org")
        except (NoAnswerError, UnreadableAnswerError) as error:
            if _has_no_network(error):
                raise
            first = str(error)
        try:
            _, reply = self._asked(f"{self.services.crossref}{quote(doi, safe='')}", _JSON)
            message = json_object(_text(reply)).get("message")
            return registered(message if isinstance(message, dict) else {}, doi, "Crossref")
        except (NoAnswerError, UnreadableAnswerError) as error:
            msg = f"doi.org: {first}; Crossref: {error}"
            raise NotFoundError(msg) from error

    def _of_isbn(self, isbn: str) -> LookedUp:
        _, reply = self._asked(f"{self.services.books}{isbn}", _JSON)
        try:
            return book_of(json_object(_text(reply)), isbn)
        except UnreadableAnswerError as error:
            msg = f"Open Library: {error}"
            raise NotFoundError(msg) from error

    def _of_page(self, address: str) -> LookedUp:
        at, reply = self._asked(address, _PAGE)
        if reply.status != HTTPStatus.OK:
            raise UnreadableAnswerError(_refusal(reply))
        if not reply.is_html:
            raise UnreadableAnswerError(
                "it is no web page, and other files say nothing of themselves that could be read"
            )
        if leads_to_front_page(address, at) or says_it_is_gone(title_of(reply.text)):
            raise UnreadableAnswerError("the page seems to be gone: it leads to a front page, or its title says so")
        return page_of(reply.text, address, (self.today.year, self.today.month, self.today.day))

    def _asked(self, address: str, wanted: Wanted) -> tuple[str, Reply]:
        once = partial(ask, may_be_private=self.may_be_private, wanted=wanted)
        return Asking(ask=once, turns=Turns(pause=0), today=self.today).followed(address)


def _text(reply: Reply) -> str:
    """Return the text of a whole answer. Raises UnreadableAnswerError."""
    if reply.status != HTTPStatus.OK:
        raise UnreadableAnswerError(_refusal(reply))
    if reply.is_cut:
        raise UnreadableAnswerError("the answer is too long")
    return reply.text


def _refusal(reply: Reply) -> str:
    return f"the answer is {reply.status}, which is no record"


def _silence(error: NoAnswerError) -> str:
    if _has_no_network(error):
        return "there is no network (proxies are not used); try again where there is one"
    hint = "; allow it with --private" if error.failure is Failure.PRIVATE else ""
    return f"{error}{hint}"


def _has_no_network(error: Exception) -> bool:
    """Return whether an answer is missing because there is no way to any server."""
    is_far = isinstance(error, NoAnswerError) and error.failure in (Failure.UNKNOWN_NAME, Failure.NO_NETWORK)
    return is_far and not is_online()
