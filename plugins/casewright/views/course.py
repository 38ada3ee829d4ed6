"""A module as learning platforms take it: pages, links, topics to discuss, and questions to answer in writing.

Its texts are finished HTML. They are the chapters of the module's sheets, so that no package of an edition can say more
than the pages of that edition do.
"""

from __future__ import annotations

from dataclasses import dataclass

from casewright.model.ids import Kind, Ref
from casewright.views.addresses import record_address

CARTRIDGE, SCORM = "cartridge.imscc", "scorm.zip"
"""The packages of a module: an IMS Common Cartridge 1.3, and a SCORM 1.2 course."""
FORMATS = {"imscc": CARTRIDGE, "scorm": SCORM}
"""The same by the words that a command knows them by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """A page of a course: the name of its file, its title, and the whole document."""

    name: str
    title: str
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseLink:
    """A place on the web that a course leads to."""

    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTopic:
    """What a class talks about: a title, and the text as HTML."""

    title: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseQuestion:
    """A question to be answered in writing; what a good answer holds is there for instructors alone."""

    title: str
    html: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All that the packages of a module hold."""

    id: str
    title: str
    summary: str
    language: str
    minutes: int
    is_for_instructors: bool
    pages: tuple[CoursePage, ...]
    links: tuple[CourseLink, ...]
    topics: tuple[CourseTopic, ...]
    questions: tuple[CourseQuestion, ...]
    player: str
    """The page that shows the others one by one, and tells the platform which were opened."""
    script: str
    """What that page does."""


def package_files(module: str) -> tuple[str, ...]:
    """Return the addresses of the packages of a module: ``modules/ID/cartridge.imscc``."""
    folder = record_address(Ref(Kind.MODULE.value, module))
    return tuple(f"{folder}{name}" for name in FORMATS.values())
