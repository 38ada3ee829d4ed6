"""Replies of the organisations described: whose they are, how that is known, and that they count as no evidence.

- A reply comes from a body of the case, one that this belongs to, or one named as its successor.
- It says how it reached the casebook, or cites where the body published it. Without that it is hearsay, and refused.
- What it cites as its own publication is written by the body itself, so that no rule takes it for independent.
- No bearing rests on that publication: what a body says to a case about itself moves no verdict on a lesson.
- The record was touched since, so that readers and feeds learn of it; an answer does not come before the reply.
"""

from __future__ import annotations

from collections.abc import Iterator

from casewright.model.case import Case, Reply
from casewright.model.library import Library
from casewright.model.vocabulary import Vocabulary
from casewright.problems import Code, Problem
from casewright.resolve.integrity import is_outside
from casewright.resolve.words import has_words


def reply_problems(library: Library) -> Iterator[Problem]:
    """Yield a problem for every reply that does not show whose it is, or that is made more of than a reply."""
    for case in library.cases:
        for index, reply in enumerate(case.replies):
            path = f"replies[{index}]"
            yield from _provenance(case, reply, path)
            yield from _body(case, reply, path, library.vocabularies.get("organisations"))
            yield from _source(case, reply, path, library)
            yield from _dates(case, reply, path)
        yield from _evidence(case)


def _provenance(case: Case, reply: Reply, path: str) -> Iterator[Problem]:
    if reply.source is None and not has_words(reply.received):
        yield Problem(
            code=Code.REPLY_PROVENANCE,
            where=case.at(path),
            path=path,
            message="nothing tells how the reply reached the casebook or where it was published",
            hint="add received: how it came and where the original is kept; or source: where the body published it",
        )


def _body(case: Case, reply: Reply, path: str, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    own = [*case.organisations, *(state.successor for state in case.status if state.successor)]
    known: dict[str, None] = dict.fromkeys(own)
    if vocabulary:
        known |= dict.fromkeys(term.id for id_ in own for term in vocabulary.lineage(id_))
    if reply.organisation not in known:
        yield Problem(
            code=Code.REPLY_BODY,
            where=case.at(f"{path}.organisation"),
            path=f"{path}.organisation",
            message=f'"{reply.organisation}" is no body of the case',
            hint=f"a reply comes from one of {', '.join(map(str, known))}; what others say is a source",
        )


def _source(case: Case, reply: Reply, path: str, library: Library) -> Iterator[Problem]:
    for item in reply.source.items if reply.source else ():
        source = library.sources.get(item.key)
        if source and is_outside(source, case, library):
            yield Problem(
                code=Code.REPLY_SOURCE,
                where=case.at(f"{path}.source"),
                path=f"{path}.source",
                message=f'"{item.key}" is not by a body of the case, so it is not where its reply was published',
                hint=f"name the body as author of the entry, or add insider = {{{reply.organisation}}} to it",
            )


def _dates(case: Case, reply: Reply, path: str) -> Iterator[Problem]:
    if reply.answered and reply.answered.first < reply.date.first:
        yield Problem(
            code=Code.REPLY_DATES,
            where=case.at(f"{path}.answered"),
            path=f"{path}.answered",
            message=f"the answer is of {reply.answered}, before the reply of {reply.date}",
            hint="an answer comes after the reply; mend one of the two dates",
        )
    elif reply.date.first > case.last_change.last:
        yield Problem(
            code=Code.REPLY_DATES,
            where=case.at(f"{path}.date"),
            path=f"{path}.date",
            message=f"the reply is of {reply.date}, and the record was last changed on {case.last_change}",
            hint="write in revised the day on which the reply was added, so that readers learn of it",
        )


def _evidence(case: Case) -> Iterator[Problem]:
    replies = {item.key for reply in case.replies if reply.source for item in reply.source.items}
    for index, bearing in enumerate(case.bearings):
        for item in bearing.source.items:
            if item.key in replies:
                yield Problem(
                    code=Code.REPLY_AS_EVIDENCE,
                    where=case.at(f"bearings[{index}].source"),
                    path=f"bearings[{index}].source",
                    message=f'the bearing rests on "{item.key}", where a reply to this case was published',
                    hint="cite what the case itself rests on; a reply is shown beside it and moves no verdict",
                )
