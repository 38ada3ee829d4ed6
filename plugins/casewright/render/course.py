"""The page of a module and its decisions → a course for learning platforms: finished HTML, with its own references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from casewright.model.ids import Kind, Ref, SourceKey
from casewright.model.module import Question
from casewright.model.prose import Citation, Cluster, Link, Prose
from casewright.read.shipped import templates_folder
from casewright.read.words import Say
from casewright.render.brief_orders import Results, decisions_of
from casewright.render.cited import Citations, Filled, fill
from casewright.render.citeproc.result import FormattedCluster, PageResult
from casewright.render.lookups import Around, Trace, traced
from casewright.render.page import LATER, Publication, Renderer
from casewright.render.paper import printed_clusters
from casewright.render.press import Cited
from casewright.render.templates import words_of
from casewright.views.addresses import BOOKLET, GUIDE, HANDOUT, decision_address, record_address, source_name
from casewright.views.course import Course, CourseLink, CoursePage, CourseQuestion, CourseTopic
from casewright.views.decision import DecisionView
from casewright.views.module import ModuleView
from casewright.views.sheets import Chapter, chapters
from casewright.views.site import Page

_END = "\ue00f"
"""Stands in a draft where notes and references go."""
_LONGEST_TITLE = 90


def course_of(
    page: Page, pages: Mapping[str, Page], renderer: Renderer, cited: Cited, results: Results, language: str
) -> Course:
    """Return the course of the page of a module; its texts cite as that page and those of its decisions do.

    ``pages`` are all pages of the site by their addresses.
    """
    view = page.shown()
    assert isinstance(view, ModuleView)  # noqa: S101 - that is what the page of a module shows
    shown = (other.shown() for other in decisions_of(view, pages))
    decisions = [decision for decision in shown if isinstance(decision, DecisionView)]
    around = traced(renderer.tables(), Trace())
    found = {
        chapter.address: _Teller(
            renderer=renderer,
            around=around,
            chapter=chapter,
            clusters=cited[chapter.address].clusters if chapter.address in cited else (),
            result=results.get(chapter.address),
        )
        for chapter in _chapters(view, decisions, words_of(renderer.env).tell)
    }
    made = [_page(teller, view, language) for teller in found.values()]
    keys = dict.fromkeys(key for _, named in made for key in named)
    own = found[page.address]
    return Course(
        id=view.id,
        title=view.title,
        summary=view.summary.plain,
        language=language,
        minutes=sum(int(activity.minutes) for activity in view.activities),
        is_for_instructors=view.is_whole,
        pages=tuple(one for one, _ in made),
        links=(*_site_links(view, renderer.publication), *_source_links(keys, around)),
        topics=(*_decision_topics(decisions, found), *(_topic(question, own) for question in view.questions)),
        questions=tuple(_question(question, own) for question in view.questions),
        player=_player(view, [one for one, _ in made], renderer.env, language),
        script=(templates_folder() / "course" / "course.js").read_text(encoding="utf-8"),
    )


def _chapters(view: ModuleView, decisions: Sequence[DecisionView], say: Say) -> tuple[Chapter, ...]:
    """Return the chapters of the sheets of an edition, and nothing else."""
    if view.is_whole:
        return chapters(GUIDE, view, decisions, say)
    return (*chapters(HANDOUT, view, decisions, say), *chapters(BOOKLET, view, decisions, say))


@dataclass(slots=True, kw_only=True)
class _Teller:
    """Writes texts of one page of the site, with citations as that page prints them."""

    renderer: Renderer
    around: Around
    chapter: Chapter
    clusters: tuple[Cluster, ...]
    result: PageResult | None

    @property
    def is_module(self) -> bool:
        """Return whether it is the page of the module, and not of a decision."""
        return self.chapter.address.startswith(f"{Kind.MODULE.folder}/")

    @property
    def has_links(self) -> bool:
        """Return whether texts lead to records. Those of a decision lead learners to none: these know how it ended."""
        return self.is_module or self.renderer.publication.is_for_instructors

    def writer(self) -> _Writer:
        """Return a writer of one text."""
        return _Writer(
            around=self.around,
            site=self.renderer.publication.cited("") if self.has_links else "",
            withheld=frozenset(self.chapter.withheld),
            printed=printed_clusters(self.clusters, self.result),
        )

    def filled(self, draft: str, writer: _Writer) -> Filled:
        """Return a draft with its citations in their places."""
        clusters = tuple(writer.printed.get(one.cluster) for one in writer.citations.found)
        result = replace(self.result, clusters=clusters) if self.result else None
        return fill(draft, writer.citations, result, self.around.works)

    def references(self, keys: Iterable[SourceKey]) -> list[Mapping[str, Any]]:
        """Return the references of some works, in the order in which the page has them."""
        named = set(keys)
        printed = {entry.key: (entry.label, entry.html) for entry in self.result.references} if self.result else {}
        order = [key for key in printed if key in named] if printed else sorted(named)
        return [
            {
                "anchor": f"ref-{source_name(key)}",
                "label": printed.get(key, ("", ""))[0],
                "html": Markup(printed[key][1] if key in printed else escape(key)),  # noqa: S704 - as printed, or escaped
            }
            for key in order
        ]

    def fragment(self, text: Prose, items: Sequence[Prose] = ()) -> str:
        """Return a text, and a list behind it, as a piece of HTML with the references that they cite."""
        return self.rendered("_course_text.html", self.writer(), text=text, items=items)

    def rendered(self, name: str, writer: _Writer, **values: object) -> str:
        """Return a template's HTML with citations, notes and references in their places."""
        template = self.renderer.env.get_template(name)
        draft = template.render(writer=writer, publication=self.renderer.publication, **values)
        filled = self.filled(draft, writer)
        end = self.renderer.env.get_template("_course_end.html").render(
            references=self.references(writer.keys), notes=filled.notes
        )
        return filled.html.replace(_END, end, 1)


@dataclass(slots=True, kw_only=True)
class _Writer:
    """Writes what depends on where a text stands: in a package, links lead to the published site or nowhere."""

    around: Around
    site: str
    withheld: frozenset[SourceKey]
    printed: Mapping[Cluster, FormattedCluster | None]
    citations: Citations = field(default_factory=Citations)
    keys: dict[SourceKey, None] = field(default_factory=dict)
    """What is named, in its order."""
    ids: set[str] = field(default_factory=set)

    def cite(self, citation: Citation) -> str:
        """Return the mark of a citation."""
        shown = tuple(item for item in citation.items if item.key not in self.withheld)
        if not shown:
            return LATER
        self.keys |= dict.fromkeys(item.key for item in shown if item.key in self.around.works)
        cluster = (shown, citation.is_in_text)
        anchor = f"cite-{len(self.citations.found) + 1}"
        return self.citations.mark(cluster if cluster in self.printed else (shown, False), anchor)

    def link(self, link: Link) -> str:
        """Return a link to a record on the site, or its words where nobody knows where that is."""
        target = self.around.targets.get(link.ref)
        words = escape(link.words or (self.around.titles[target] if target else link.ref.id))
        return f'<a href="{escape(self.site + record_address(target))}">{words}</a>' if target and self.site else words

    def heading_id(self, slug: str) -> str:
        """Return an id for a heading that no other has."""
        found, number = f"about-{slug}", 1
        while found in self.ids:
            number += 1
            found = f"about-{slug}-{number}"
        self.ids.add(found)
        return found


def _page(teller: _Teller, view: ModuleView, language: str) -> tuple[CoursePage, tuple[SourceKey, ...]]:
    """Return a page, and the keys of the works that it names."""
    chapter, writer = teller.chapter, teller.writer()
    document = teller.rendered(
        "_course_page.html",
        writer,
        chapter=chapter,
        body=view.body if teller.is_module else None,
        language=language,
        published=view.imprint.published,
    )
    name = Kind.MODULE.value if teller.is_module else f"decision-{chapter.address.split('/')[1]}"
    return CoursePage(name=name, title=chapter.title, document=document), tuple(writer.keys)


def _topic(question: Question, teller: _Teller) -> CourseTopic:
    return CourseTopic(title=_title(question.text), html=teller.fragment(question.text))


def _decision_topics(decisions: Iterable[DecisionView], tellers: Mapping[str, _Teller]) -> Iterator[CourseTopic]:
    for decision in decisions:
        teller = tellers[decision_address(decision.case.ref.id)]
        yield CourseTopic(title=decision.title, html=teller.fragment(decision.question, decision.options))


def _question(question: Question, teller: _Teller) -> CourseQuestion:
    answer = teller.fragment(question.expected) if question.expected else ""
    return CourseQuestion(title=_title(question.text), html=teller.fragment(question.text), answer=answer)


def _title(text: Prose) -> str:
    """Return the beginning of a text as a title: it ends where a word does."""
    plain = " ".join(text.plain.split())
    return plain if len(plain) <= _LONGEST_TITLE else f"{plain[:_LONGEST_TITLE].rsplit(' ', 1)[0].rstrip(',;:.')} …"


def _site_links(view: ModuleView, publication: Publication) -> Iterator[CourseLink]:
    """Yield links to what the page of the module leads to, if it is known where the site stands."""
    if not publication.is_public:
        return
    yield CourseLink(title=view.title, address=publication.cited(record_address(Ref(Kind.MODULE.value, view.id))))
    for record in (*(use.decision or use.case for use in view.cases), *view.lessons):
        if record:
            yield CourseLink(title=record.title, address=publication.cited(record.address))


def _source_links(keys: Iterable[SourceKey], around: Around) -> Iterator[CourseLink]:
    """Yield a link to each work that the pages name and that is on the web."""
    for key in keys:
        source = around.sources[key]
        address = source.links[0].address if source.links else ""
        if address.startswith(("https://", "http://")):
            yield CourseLink(title=" ".join(source.title.split()) or key, address=address)


def _player(view: ModuleView, pages: Sequence[CoursePage], env: Environment, language: str) -> str:
    return env.get_template("_course_player.html").render(title=view.title, pages=pages, language=language)
