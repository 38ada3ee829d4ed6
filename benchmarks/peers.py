"""The same pages as other engines read them: ordinary Markdown with a title, links between them, a plain layout.

Other engines get the summary and the text of each record, not its fields: those are what Casewright does beyond them.
Citations stay in the text as they are, since these engines have none; mkdocs-bibtex reads them and the bibliography.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook import casebook_files
from corpus import Corpus

from casewright.build import build
from casewright.render.page import Publication
from casewright.render.styles import load_style

_LINK = re.compile(r"\[\[(?:(?P<kind>\w+):)?(?P<id>[\w-]+)\]\]")
_FOLDERS = {None: "cases", "lesson": "lessons"}
_FOLDER_TITLES = {"cases": "Cases", "lessons": "Lessons", "modules": "Training", "theses": "Texts"}


def peer_files(corpus: Corpus, peer: str) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of everything that one of ``PEERS`` builds the pages from."""
    yield from PEERS[peer](corpus)


def _material(corpus: Corpus, plugins: str = "[]", extensions: str = "", name: str = "mkdocs.yml") -> _Files:
    yield name, _MKDOCS.format(plugins=plugins, extensions=extensions)
    yield from _markdown(corpus, "docs", index="index.md", link="../{folder}/{id}.md", below="{id}.md")


def _finished(corpus: Corpus) -> _Files:
    """Yield the pages that Casewright makes, with all lists, sources and references, for Material to build.

    They are finished HTML between the lines of Markdown, so this is the least that it would take.
    """
    yield (
        "mkdocs.yml",
        _MKDOCS.format(plugins="[]", extensions="").replace("nav:", "validation: {links: {not_found: ignore}}\nnav:"),
    )
    with TemporaryDirectory() as folder:
        for path, text in casebook_files(corpus):
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        casebook = build(Path(folder), Publication(name="Benchmark", address="https://example.org/"))
        for page in casebook.site.pages:
            yield f"docs/{page.address}index.md", f"<div>\n{casebook.rendered(page).html}\n</div>\n"
        casebook.close()
    yield "docs/index.md", _page("Benchmark", "A made-up casebook.", titled=False)


def _bibtex(corpus: Corpus) -> _Files:
    yield "refs.bib", "".join(corpus.entries())
    style, _ = load_style("apa")
    yield "apa.csl", style.text if style else ""
    plugins = "\n  - bibtex:\n      bib_file: refs.bib\n      csl_file: apa.csl\n      bib_by_default: true"
    yield from _material(corpus, plugins, ", footnotes")


def _hugo(corpus: Corpus) -> _Files:
    yield "hugo.json", json.dumps(_HUGO)
    yield "layouts/_default/baseof.html", _frame('{{ block "main" . }}{{ end }}', "{{ .Title }}", "{{ .Summary }}")
    toc = '<aside class="toc">{{ .TableOfContents }}</aside>'
    main = "<article><h1>{{ .Title }}</h1>{{ .Content }}</article>"
    pages = '<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
    yield "layouts/_default/single.html", f'{{{{ define "main" }}}}{toc}{main}{{{{ end }}}}'
    yield "layouts/_default/list.html", f'{{{{ define "main" }}}}{main}{pages}{{{{ end }}}}'
    yield from _markdown(corpus, "content", index="_index.md", link="../../{folder}/{id}/", titled=True)


def _eleventy(corpus: Corpus) -> _Files:
    yield "package.json", json.dumps({"private": True, "type": "module"})
    yield "eleventy.config.js", _ELEVENTY
    main = "<article><h1>{{ title }}</h1>{{ content | safe }}</article>"
    yield "content/_includes/page.njk", _frame(main, "{{ title }}", "{{ description }}")
    yield "content/content.json", json.dumps({"layout": "page.njk"})
    yield from _markdown(corpus, "content", index="index.md", link="../../{folder}/{id}/", below="{id}/", titled=True)


def _markdown(
    corpus: Corpus, root: str, *, index: str, link: str, below: str = "", titled: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield a page for each record, one that lists each folder (unless the engine does that) and the first page.

    ``link`` is the form of an address as seen from another page, ``below`` as seen from the list.
    """
    pages = list(corpus.pages())
    for page in pages:
        body = _LINK.sub(lambda found: _linked(found, link), page.body)
        yield f"{root}/{page.folder}/{page.id}.md", _page(page.title, f"{page.summary}\n\n{body}", titled=titled)
    for folder, title in _FOLDER_TITLES.items():
        items = [f"- [{page.title}]({below.format(id=page.id)})" for page in pages if below and page.folder == folder]
        yield f"{root}/{folder}/{index}", _page(title, "\n".join(items), titled=titled)
    yield f"{root}/{index}", _page("Benchmark", "A made-up casebook.", titled=titled)


def _linked(found: re.Match[str], link: str) -> str:
    address = link.format(folder=_FOLDERS[found["kind"]], id=found["id"])
    return f"[{found['id'].replace('-', ' ')}]({address})"


def _page(title: str, body: str, *, titled: bool) -> str:
    """Return a page with its title in front matter or, if not ``titled``, as a heading."""
    head = f"---\ntitle: {json.dumps(title)}\n---" if titled else f"# {title}"
    return f"{head}\n\n{body}".rstrip() + "\n"


def _frame(main: str, title: str, description: str) -> str:
    nav = "".join(f'<a href="/{folder}/">{name}</a>' for folder, name in _FOLDER_TITLES.items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{title} - Benchmark</title><meta name="description" content="{description}">'
        '<link rel="stylesheet" href="/style.css"></head><body><a href="#main">Skip to content</a>'
        f'<header><a href="/">Benchmark</a><nav>{nav}</nav></header><main id="main">{main}</main>'
        "<footer><p>Made up for a benchmark.</p></footer></body></html>\n"
    )


_Files = Iterator[tuple[str, str]]

_MKDOCS = """\
site_name: Benchmark
site_url: https://example.org/
theme:
  name: material
  font: false
plugins: {plugins}
markdown_extensions: [admonition, attr_list, tables{extensions}]
nav:
  - Home: index.md
  - Cases: cases/index.md
  - Lessons: lessons/index.md
  - Training: modules/index.md
  - Texts: theses/index.md
"""

_HUGO = {
    "baseURL": "https://example.org/",
    "title": "Benchmark",
    "disableKinds": ["taxonomy", "term", "rss"],
}

_ELEVENTY = """\
export default function (config) {
  return { dir: { input: "content", output: "out" } };
}
"""

PEERS: dict[str, Callable[[Corpus], _Files]] = {
    "mkdocs": _material,
    "zensical": _material,
    "hugo": _hugo,
    "eleventy": _eleventy,
    "mkdocs-bibtex": _bibtex,
    "mkdocs-finished": _finished,
}
"""What writes the pages for each peer."""
