"""A broken case shows its fault on its own page, the rest of the site works, and the fault vanishes when mended."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from tests.support.builds import copy_small, environment

pytestmark = pytest.mark.build

LONGEST = 60
"""Seconds after which a page that has not changed never will."""


def get(address: str) -> str:
    return get_bytes(address).decode()


def get_bytes(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - an address of this machine
            return bytes(answer.read())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return b""


def wait_for(address: str, holds: Callable[[str], bool], server: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        page = get(address)
        if page and holds(page):
            return page
        assert server.poll() is None, "the server has stopped"
        time.sleep(0.2)
    pytest.fail(f"{address} did not change within {LONGEST} seconds")


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    return copy_small(tmp_path / "casebook")


@pytest.fixture
def served(casebook: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = "from casewright.edges.cli import main; main(prog_name='casewright')"
    command = [sys.executable, "-c", program, "serve", "--port", str(port)]
    with (casebook.parent / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=casebook, env=environment(), stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield f"http://127.0.0.1:{port}/sub/", server
        finally:
            os.killpg(server.pid, signal.SIGTERM)  # the command and the engine that it started
            server.wait(timeout=30)


def test_breaking_and_mending_a_case(casebook: Path, served: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, server = served
    case, other = f"{address}cases/springfield-desk/", f"{address}cases/shelbyville-desk/"
    file = casebook / "cases" / "springfield-desk.md"
    whole = file.read_text(encoding="utf-8")

    page = wait_for(case, lambda page: "</html>" in page, server)
    assert "CW110" not in page

    file.write_text(whole.replace("level: municipal", 'level: "municipal', 1), encoding="utf-8")
    page = wait_for(case, lambda page: "CW110" in page, server)
    assert "cases/springfield-desk.md:" in page
    assert "cannot be shown" in page
    assert "CW110" not in get(other)
    assert "</html>" in get(other)
    assert "</html>" in get(f"{address}lessons/")

    file.write_text(whole.replace("level: municipal", "level: municipel", 1), encoding="utf-8")
    page = wait_for(case, lambda page: "CW301" in page, server)
    assert "cannot be shown" not in page, "a case with one wrong term is shown, with its problem"

    file.write_text(whole, encoding="utf-8")
    page = wait_for(case, lambda page: "CW" not in page.partition("<main")[2], server)
    assert "to mend" not in page


def test_an_edit_is_found_by_the_search(casebook: Path, served: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, server = served
    entry = f"{address}pagefind/pagefind-entry.json"
    before = wait_for(entry, lambda text: "languages" in text, server)
    file = casebook / "cases" / "springfield-desk.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nA word that was not there: quincunx.\n", encoding="utf-8")
    wait_for(f"{address}cases/springfield-desk/", lambda page: "quincunx" in page, server)
    wait_for(entry, lambda text: "languages" in text and text != before, server)


def test_pages_and_data_are_there_when_they_are_asked_for(
    casebook: Path, served: tuple[str, subprocess.Popen[bytes]]
) -> None:
    address, server = served
    wait_for(address, lambda page: "</html>" in page, server)
    assert "</html>" in get(f"{address}bibliography/")
    assert '"cases"' in get(f"{address}api/v1/index.json")
    assert get(f"{address}cases/no-such-case/") == ""
    assert get(f"{address}../secret") == ""
    file = casebook / "cases" / "springfield-desk.md"
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: Renamed ", 1), encoding="utf-8")
    wait_for(f"{address}cases/springfield-desk/", lambda page: "<h1>Renamed " in page, server)
    assert "Renamed " in get(f"{address}cases/")
    assert "Renamed " in get(f"{address}api/v1/cases/springfield-desk.json")


def test_a_brief_is_set_when_it_is_asked_for(casebook: Path, served: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, server = served
    brief = f"{address}cases/springfield-desk/brief.pdf"
    page = wait_for(f"{address}cases/springfield-desk/", lambda page: "</html>" in page, server)
    assert 'href="../../cases/springfield-desk/brief.pdf"' in page
    assert title_of(get_bytes(brief)) != "A desk renamed"
    assert get_bytes(f"{address}cases/no-such-case/brief.pdf") == b""
    file = casebook / "cases" / "springfield-desk.md"
    file.write_text(re.sub("(?m)^title: .*$", "title: A desk renamed", file.read_text("utf-8")), encoding="utf-8")
    wait_for(f"{address}cases/springfield-desk/", lambda page: "<h1>A desk renamed" in page, server)
    assert title_of(get_bytes(brief)) == "A desk renamed"


def test_a_package_is_made_when_it_is_asked_for(casebook: Path, served: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, server = served
    package = f"{address}modules/first-module/scorm.zip"
    page = wait_for(f"{address}modules/first-module/", lambda page: "</html>" in page, server)
    assert 'href="../../modules/first-module/scorm.zip"' in page
    assert b"Renamed module" not in manifest_of(get_bytes(package))
    assert get_bytes(f"{address}modules/no-such-module/scorm.zip") == b""
    file = casebook / "modules" / "first-module.md"
    file.write_text(re.sub("(?m)^title: .*$", "title: Renamed module", file.read_text("utf-8")), encoding="utf-8")
    wait_for(f"{address}modules/first-module/", lambda page: "<h1>Renamed module" in page, server)
    assert b"Renamed module" in manifest_of(get_bytes(package))


def manifest_of(package: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as packed:
        return packed.read("imsmanifest.xml")


def test_markdown_is_written_when_it_is_asked_for(casebook: Path, served: tuple[str, subprocess.Popen[bytes]]) -> None:
    address, server = served
    wait_for(f"{address}cases/springfield-desk/", lambda page: 'href="index.md"' in page, server)
    text = get_bytes(f"{address}cases/springfield-desk/index.md").decode()
    assert text.startswith("# ")
    assert get_bytes(f"{address}cases/no-such-case/index.md") == b""


def title_of(brief: bytes) -> str:
    return str(pypdfium2.PdfDocument(brief).get_metadata_value("Title"))
