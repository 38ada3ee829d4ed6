"""A course as a SCORM 1.2 package of one part, which says how far a learner got and how long that took.

After the "SCORM 1.2 Content Aggregation Model" (ADL, 2001). Version 1.2 and not 2004: every platform takes it, and what
2004 adds, rules on the order of many parts, a course of one part cannot use.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from casewright.export.package import archive, xml_file
from casewright.views.course import Course

_PACKAGE = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_PLAYER, _SCRIPT = "index.html", "course.js"


def scorm(course: Course) -> bytes:
    """Return the package of a course."""
    pages = [(f"pages/{page.name}.html", page.document.encode()) for page in course.pages]
    files = [(_PLAYER, course.player.encode()), (_SCRIPT, course.script.encode()), *pages]
    return archive([("imsmanifest.xml", _manifest(course, [name for name, _ in files])), *files])


def _manifest(course: Course, names: list[str]) -> bytes:
    root = ET.Element(
        "manifest",
        {"xmlns": _PACKAGE, "xmlns:adlcp": _ADL, "identifier": f"casewright-{course.id}", "version": "1"},
    )
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "ADL SCORM"
    ET.SubElement(metadata, "schemaversion").text = "1.2"
    organizations = ET.SubElement(root, "organizations", default="organization")
    organization = ET.SubElement(organizations, "organization", identifier="organization")
    ET.SubElement(organization, "title").text = course.title
    item = ET.SubElement(organization, "item", identifier="item", identifierref="course", isvisible="true")
    ET.SubElement(item, "title").text = course.title
    resource = ET.SubElement(
        ET.SubElement(root, "resources"),
        "resource",
        {"identifier": "course", "type": "webcontent", "adlcp:scormtype": "sco", "href": _PLAYER},
    )
    for name in names:
        ET.SubElement(resource, "file", href=name)
    return xml_file(root)
