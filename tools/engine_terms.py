"""Write anew the words that the locales inside pandoc lack, so that it would print English ones in their place.

    python tools/engine_terms.py

Each term of the CSL locale files (those of tools/locators.py) is asked of pandoc in its language and in English. Run
this after `make lock` brought another pandoc.
"""

import io
import json
import re
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import pypandoc
from locators import CSL, FOLDER, PACKAGE, dumped, fetched

OUTPUT = Path(__file__).resolve().parent.parent / "plugins" / "casewright" / "render" / "citeproc" / "terms.json"
ENGLISH = "en-US"
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>t</title><id>t</id><updated>2000-01-01T00:00:00Z</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><text value="terms"/>{terms}</layout></bibliography></style>"""
PAGE = "---\nlang: {lang}\nnocite: '@*'\nreferences: [{{id: a, type: book, title: t}}]\n---\n"

Terms = dict[tuple[str, str], tuple[str, str]]
"""By name and form ("long", "short", "verb", …): the word for one and for several."""


def main() -> None:
    """Fetch the locale files, ask pandoc, and write what it lacks."""
    wheel = zipfile.ZipFile(io.BytesIO(fetched()))
    dialects = json.loads(wheel.read(f"{FOLDER}locales.json"))["primary-dialects"]
    names = [name for name in sorted(wheel.namelist()) if re.search(r"/locales-[\w-]+\.xml$", name)]
    lacking = {}
    for name in names:
        lang = name.rpartition("/locales-")[2].removesuffix(".xml")
        found = lacking_in(lang, terms_of(wheel.read(name)))
        if found and not lang.startswith("en"):
            lacking[lang] = found
    OUTPUT.write_text(written(dialects, lacking), encoding="utf-8", newline="\n")
    print(f"{OUTPUT.name}: {len(lacking)} locales, {sum(map(len, lacking.values()))} terms")


def terms_of(xml: bytes) -> Terms:
    """Return all terms of a locale file but ordinals, which go by rules of their own."""
    found: Terms = {}
    for term in ET.fromstring(xml).iter(f"{CSL}term"):  # noqa: S314 - files of the CSL project
        name = term.get("name", "")
        single = term.findtext(f"{CSL}single", term.text or "").strip()
        multiple = term.findtext(f"{CSL}multiple", single).strip()
        if "ordinal" not in name and single:
            found[name, term.get("form", "long")] = (single, multiple or single)
    return found


def lacking_in(lang: str, terms: Terms) -> list[list[str]]:
    """Return name, form and words of the terms for which pandoc prints the same as in English, and should not."""
    here, there = printed(lang, terms), printed(ENGLISH, terms)
    return [
        [*key, *words]
        for key, words in sorted(terms.items())
        if here.get(key) == there.get(key) and here.get(key) not in (None, words)
    ]


def printed(lang: str, terms: Terms) -> Terms:
    """Return the words that pandoc has for some terms in a language; those that it has in none are left out."""
    keys = list(terms)
    asked = "".join(
        f'<text term={quoteattr(name)} form="{form}" plural="{plural}" prefix="{{{index}{plural[0]}=" suffix="}}"/>'
        for index, (name, form) in enumerate(keys)
        for plural in ("false", "true")
    )
    with TemporaryDirectory() as folder:
        style = Path(folder) / "terms.csl"
        style.write_text(STYLE.format(terms=asked), encoding="utf-8")
        command = [pypandoc.get_pandoc_path(), "--citeproc", f"--csl={style}", "--to=plain", "--wrap=none"]
        page = PAGE.format(lang=lang)
        done = subprocess.run(command, input=page, capture_output=True, encoding="utf-8", check=True)
    answers = {(int(index), plural): word for index, plural, word in re.findall(r"\{(\d+)([ft])=(.*?)\}", done.stdout)}
    return {
        key: (answers[index, "f"], answers.get((index, "t"), answers[index, "f"]))
        for index, key in enumerate(keys)
        if (index, "f") in answers
    }


def written(dialects: dict[str, str], lacking: dict[str, list[list[str]]]) -> str:
    """Return the file: one line for each locale, so that changes can be read."""
    head = {
        "from": f"the CSL locale files, citationstyles.org, as in {PACKAGE}",
        "licence": "CC BY-SA 3.0; the terms that pandoc lacks only",
        "written by": "tools/engine_terms.py",
        "dialects": {short: lang for short, lang in dialects.items() if lang in lacking},
    }
    lines = [f"  {dumped(name)}: {dumped(value)}" for name, value in head.items()]
    locales = ",\n".join(f"    {dumped(lang)}: {dumped(lacking[lang])}" for lang in lacking)
    return "{\n" + ",\n".join([*lines, f'  "locales": {{\n{locales}\n  }}']) + "\n}\n"


if __name__ == "__main__":
    main()
