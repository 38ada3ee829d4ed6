"""Every page passes two HTML checkers."""

from __future__ import annotations

import importlib.util
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from casewright.build import check
from casewright.edges.taken_along import part_of, write_portable
from tests.support.builds import ROOT, Build, done_once

pytestmark = [pytest.mark.html, pytest.mark.build]


@pytest.fixture(scope="module")
def checkers(root: Path, shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("html_check", root / "tests" / "html" / "check.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["html_check"] = module
    spec.loader.exec_module(module)
    done_once(shared, "checkers", lambda: str(module.install_checkers()))
    return module


@pytest.mark.parametrize("site", ["repository_site", "small_site"])
def test_html_validate(checkers: ModuleType, site: str, request: pytest.FixtureRequest) -> None:
    build: Build = request.getfixturevalue(site)
    assert len(list(build.site.rglob("*.html"))) > 20
    assert checkers.run_html_validate(build.site) == []


@pytest.mark.parametrize("site", ["repository_site", "small_site"])
def test_nu_checker(checkers: ModuleType, site: str, request: pytest.FixtureRequest) -> None:
    build: Build = request.getfixturevalue(site)
    messages = checkers.run_vnu(build.site)
    if messages is None:
        pytest.skip("the Nu checker needs Java")
    assert messages == []


def test_what_is_taken_elsewhere(checkers: ModuleType, repository_site: Build, tmp_path: Path) -> None:
    """The pages of a package, and those of a part of the site."""
    target = BytesIO()
    write_portable(target, ROOT, repository_site.site, part_of(check(ROOT)[0], pathway=None, cases=["boston-monum"]))
    package = repository_site.site / "modules" / "who-should-lead" / "scorm.zip"
    for name, archive in (("part", target), ("package", package)):
        with zipfile.ZipFile(archive) as packed:
            packed.extractall(tmp_path / name, [one for one in packed.namelist() if not one.startswith("sources/")])
    assert len(list(tmp_path.rglob("*.html"))) == 7
    assert checkers.run_html_validate(tmp_path) == []
    assert not checkers.run_vnu(tmp_path)


def test_the_checkers_find_faults(checkers: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!DOCTYPE html><html><p><ul></p><img src=x>", encoding="utf-8")
    assert checkers.run_html_validate(tmp_path)
    messages = checkers.run_vnu(tmp_path)
    assert messages is None or messages
