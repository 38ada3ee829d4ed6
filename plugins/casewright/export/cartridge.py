"""A course as an IMS Common Cartridge 1.3: pages, web links, topics to discuss, and a quiz (QTI 1.2).

After "IMS Common Cartridge Profile: Implementation", version 1.3 (1EdTech, formerly IMS Global). Questions are essays:
nothing but a person can tell whether an answer on a case is a good one. What a good answer holds is the solution of an
item in the edition for instructors, and nowhere in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from casewright.export.package import archive, xml_file
from casewright.views.course import Course, CourseLink, CourseQuestion, CourseTopic

_SITE, _LOM = "http://www.imsglobal.org/xsd/", "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/"
_PACKAGE, _TOPIC, _LINK = f"{_SITE}imsccv1p3/imscp_v1p1", f"{_SITE}imsccv1p3/imsdt_v1p3", f"{_SITE}imsccv1p3/imswl_v1p3"
_QUIZ = f"{_SITE}ims_qtiasiv1p2"
_PAGE_TYPE, _TOPIC_TYPE, _LINK_TYPE = "webcontent", "imsdt_xmlv1p3", "imswl_xmlv1p3"
_QUIZ_TYPE = "imsqti_xmlv1p2/imscc_xmlv1p3/assessment"
_HTML = "text/html"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resource:
    """One file of a cartridge: by which name it is known, what it is, where it lies."""

    id: str
    title: str
    type: str
    file: str
    data: bytes


def cartridge(course: Course) -> bytes:
    """Return the cartridge of a course."""
    parts = {
        "Pages": list(_pages(course)),
        "Discussion": list(_topics(course)),
        "Quiz": list(_quiz(course)),
        "On the web": list(_links(course)),
    }
    files = [(resource.file, resource.data) for resources in parts.values() for resource in resources]
    return archive([("imsmanifest.xml", _manifest(course, parts)), *files])


def _pages(course: Course) -> Iterator[_Resource]:
    for page in course.pages:
        file = f"pages/{page.name}.html"
        yield _Resource(
            id=f"page-{page.name}", title=page.title, type=_PAGE_TYPE, file=file, data=page.document.encode()
        )


def _topics(course: Course) -> Iterator[_Resource]:
    for number, topic in enumerate(course.topics, 1):
        id_ = f"topic-{number}"
        yield _Resource(id=id_, title=topic.title, type=_TOPIC_TYPE, file=f"topics/{id_}.xml", data=_topic(topic))


def _links(course: Course) -> Iterator[_Resource]:
    for number, link in enumerate(course.links, 1):
        id_ = f"link-{number}"
        yield _Resource(id=id_, title=link.title, type=_LINK_TYPE, file=f"links/{id_}.xml", data=_link(link))


def _quiz(course: Course) -> Iterator[_Resource]:
    if course.questions:
        data = _assessment(course)
        yield _Resource(id="quiz", title=f"Questions: {course.title}", type=_QUIZ_TYPE, file="quiz/quiz.xml", data=data)


def _manifest(course: Course, parts: dict[str, list[_Resource]]) -> bytes:
    root = ET.Element("manifest", {"xmlns": _PACKAGE, "identifier": f"casewright-{course.id}"})
    metadata = ET.SubElement(root, "metadata")
    _text(metadata, "schema", "IMS Common Cartridge")
    _text(metadata, "schemaversion", "1.3.0")
    general = ET.SubElement(ET.SubElement(metadata, "lom", {"xmlns": f"{_LOM}manifest"}), "general")
    _words(general, "title", course.title, course.language)
    _text(general, "language", course.language)
    _words(general, "description", course.summary, course.language)
    organizations = ET.SubElement(root, "organizations")
    shape = {"identifier": "organization", "structure": "rooted-hierarchy"}
    top = ET.SubElement(ET.SubElement(organizations, "organization", shape), "item", identifier="root")
    for number, (title, resources) in enumerate((item for item in parts.items() if item[1]), 1):
        part = ET.SubElement(top, "item", identifier=f"part-{number}")
        _text(part, "title", title)
        for resource in resources:
            item = ET.SubElement(part, "item", identifier=f"item-{resource.id}", identifierref=resource.id)
            _text(item, "title", resource.title)
    listed = ET.SubElement(root, "resources")
    for resource in (resource for resources in parts.values() for resource in resources):
        _list(listed, resource, is_for_instructors=course.is_for_instructors)
    return xml_file(root)


def _list(listed: ET.Element, resource: _Resource, *, is_for_instructors: bool) -> None:
    given = {"identifier": resource.id, "type": resource.type}
    if resource.type == _PAGE_TYPE:
        given["href"] = resource.file
    entry = ET.SubElement(listed, "resource", given)
    if is_for_instructors:
        _role(entry)
    ET.SubElement(entry, "file", href=resource.file)


def _role(entry: ET.Element) -> None:
    """Tell the platform that a resource is for those who teach."""
    lom = ET.SubElement(ET.SubElement(entry, "metadata"), "lom", {"xmlns": f"{_LOM}resource"})
    educational = ET.SubElement(lom, "educational")
    for name, source, value in (
        ("context", "LOMv1.0", "training"),
        ("intendedEndUserRole", "IMSGLC_CC_Rolesv1p1", "Instructor"),
    ):
        term = ET.SubElement(educational, name)
        _text(term, "source", source)
        _text(term, "value", value)


def _topic(topic: CourseTopic) -> bytes:
    root = ET.Element("topic", {"xmlns": _TOPIC})
    _text(root, "title", topic.title)
    _text(root, "text", topic.html, texttype=_HTML)
    return xml_file(root)


def _link(link: CourseLink) -> bytes:
    root = ET.Element("webLink", {"xmlns": _LINK})
    _text(root, "title", link.title)
    ET.SubElement(root, "url", href=link.address, target="_blank")
    return xml_file(root)


def _assessment(course: Course) -> bytes:
    root = ET.Element("questestinterop", {"xmlns": _QUIZ})
    assessment = ET.SubElement(root, "assessment", ident=f"quiz-{course.id}", title=f"Questions: {course.title}")
    _fields(assessment, ("cc_profile", "cc.exam.v0p1"), ("qmd_assessmenttype", "Examination"))
    section = ET.SubElement(assessment, "section", ident="questions")
    for number, question in enumerate(course.questions, 1):
        _essay(section, number, question)
    return xml_file(root)


def _essay(section: ET.Element, number: int, question: CourseQuestion) -> None:
    item = ET.SubElement(section, "item", ident=f"question-{number}", title=question.title)
    _fields(
        ET.SubElement(item, "itemmetadata"),
        ("cc_profile", "cc.essay.v0p1"),
        ("qmd_computerscored", "No"),
        ("cc_weighting", "1"),
    )
    presentation = ET.SubElement(item, "presentation")
    _material(presentation, question.html)
    response = ET.SubElement(presentation, "response_str", ident=f"response-{number}", rcardinality="Single")
    ET.SubElement(response, "render_fib", rows="12", columns="60")
    if question.answer:
        feedback = ET.SubElement(item, "itemfeedback", ident=f"answer-{number}")
        material = ET.SubElement(ET.SubElement(feedback, "solution"), "solutionmaterial")
        _material(ET.SubElement(material, "flow_mat"), question.answer)


def _fields(parent: ET.Element, *fields: tuple[str, str]) -> None:
    metadata = ET.SubElement(parent, "qtimetadata")
    for label, value in fields:
        field = ET.SubElement(metadata, "qtimetadatafield")
        _text(field, "fieldlabel", label)
        _text(field, "fieldentry", value)


def _material(parent: ET.Element, html: str) -> None:
    _text(ET.SubElement(parent, "material"), "mattext", html, texttype=_HTML)


def _words(parent: ET.Element, name: str, text: str, language: str) -> None:
    _text(ET.SubElement(parent, name), "string", text, language=language)


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text
