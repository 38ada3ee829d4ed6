"""The theme's frame, filled in: the same site as the theme itself would make."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from casewright.edges import frames, mkdocs_plugin
from tests.support.builds import DAY, copy_small

pytestmark = pytest.mark.build


def test_a_filled_page_is_what_the_theme_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    casebook = copy_small(tmp_path / "casebook")
    found = _counted(monkeypatch)
    build(_config(casebook, tmp_path / "filled"))
    assert found["filled"] > found["rendered"], found

    monkeypatch.setattr(mkdocs_plugin, "is_only_filled_in", lambda _: False)
    build(_config(casebook, tmp_path / "rendered"))

    assert _without_indents(tmp_path / "filled") == _without_indents(tmp_path / "rendered")


def test_a_theme_of_ones_own_renders_every_page(tmp_path: Path) -> None:
    casebook = copy_small(tmp_path / "casebook")
    own = casebook / "own"
    own.mkdir()
    (own / "main.html").write_text('{% extends "base.html" %}{% block announce %}{{ page.url }}{% endblock %}')
    config = (
        (casebook / "mkdocs.yml").read_text().replace("  name: material\n", "  name: material\n  custom_dir: own\n")
    )
    (casebook / "mkdocs.yml").write_text(config)

    build(_config(casebook, tmp_path / "site"))

    for address in ("cases/springfield-desk/", "cases/shelbyville-desk/", "places/springfield/"):
        assert f"{address}\n" in (tmp_path / "site" / address / "index.html").read_text()


def _counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    found = {"filled": 0, "rendered": 0}
    fill, get_template = frames.Frames._filled, frames.Frames.fill

    def filled(self: frames.Frames, *arguments: object) -> str:
        found["filled"] += 1
        return fill(self, *arguments)  # type: ignore[arg-type]

    def any_page(self: frames.Frames, *arguments: object) -> str:
        before = found["filled"]
        html = get_template(self, *arguments)  # type: ignore[arg-type]
        found["rendered"] += found["filled"] == before
        return html

    monkeypatch.setattr(frames.Frames, "_filled", filled)
    monkeypatch.setattr(frames.Frames, "fill", any_page)
    return found


def _config(casebook: Path, site: Path) -> MkDocsConfig:
    return load_config(str(casebook / "mkdocs.yml"), site_dir=str(site))


def _without_indents(site: Path) -> dict[str, bytes]:
    """Return what stands in each file, without what a frame that is filled in leaves out."""
    return {
        name: re.sub(rb"[ \t]*\n\s*", b"\n", data) if name.endswith(".html") else data
        for name, data in _files(site).items()
    }


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
