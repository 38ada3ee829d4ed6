"""The decay of sources as Markdown: who has to look for which page. Nothing in it is anybody's markup."""

from __future__ import annotations

from collections.abc import Iterator

from casewright.model.web import State
from casewright.render.impact import code, plain
from casewright.views.decay import NOT_ASKED, AddressView, Decay


def decay_markdown(decay: Decay) -> str:
    """Return a table of counts, and the addresses that do not simply answer, by what became of them."""
    lines = ["# Source decay", "", f"{decay.total:,} web addresses are written in the casebook.", ""]
    lines += ["| What became of it | Addresses |", "| --- | ---: |"]
    lines += [f"| {state.title} | {len(views):,} |" for state, views in decay.groups]
    if decay.not_asked:
        lines.append(f"| {NOT_ASKED.capitalize()} | {len(decay.not_asked):,} |")
    for state, views in decay.groups:
        if state is not State.ALIVE:
            lines += ["", f"## {state.title}", ""]
            lines += [line for view in views for line in _item(view)]
    return "\n".join(lines) + "\n"


def _item(view: AddressView) -> Iterator[str]:
    says = f": {plain(view.answer.says)} ({view.answer.day.isoformat()})" if view.answer else ""
    yield f"- {code(view.address)}{says}"
    for place in view.places:
        yield f"    - {place.use.value} of {code(place.of)}, {code(place.where)}"
    if view.answer and view.answer.leads_to:
        yield f"    - now {code(view.answer.leads_to)}"
    if view.linked_copy:
        yield f"    - archived copy {code(view.linked_copy)}"
    if view.found_copy:
        yield f"    - copy of {view.found_copy.day.isoformat()}: {code(view.found_copy.address)}"
