"""``casewright links`` against a real server: what it finds, how politely it asks, what it keeps and writes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from casewright.cache import Cache
from casewright.edges import web_asking, web_check
from casewright.edges.cli import main
from casewright.edges.starter import copy_starter
from casewright.edges.web_asking import Asking
from casewright.edges.web_check import Found, WebCheck
from casewright.edges.web_kept import KeptAnswers
from casewright.edges.web_request import Failure, NoAnswerError, Reply, ask
from casewright.edges.web_turns import Turns
from casewright.model.web import Answer, State
from casewright.progress import SILENT
from tests.support.web import Web, small_web

TODAY = datetime.now(UTC).date()
CASE = "cases/springfield-desk.md"


@pytest.fixture
def web() -> Iterator[Web]:
    with small_web() as web:
        yield web


@pytest.fixture
def casebook(tmp_path: Path) -> Path:
    folder = tmp_path / "casebook"
    copy_starter(folder)
    (folder / "bibliography" / "casebook.bib").write_text("", encoding="utf-8")
    return folder


def write_sources(casebook: Path, web: Web, **pages: str) -> None:
    entries = [
        f"@online{{{key},\n  title = {{A desk}},\n  url = {{{web.address}/{page}}},\n{more}}}\n"
        for key, written in pages.items()
        for page, _, more in [written.partition("\n")]
    ]
    (casebook / "bibliography" / "web.bib").write_text("\n".join(entries), encoding="utf-8")


def run(casebook: Path, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["links", "--folder", str(casebook), "--private", "--pause", "0", *options], catch_exceptions=False
    )


def problems(casebook: Path, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(casebook, "--format", "json", *options).stdout)["problems"]
    return found


def told(casebook: Path, *options: str) -> list[tuple[str, int, str]]:
    return [(row["file"], row["line"], row["code"]) for row in problems(casebook, *options) if "web.bib" in row["file"]]


def asking(web: Web, **more: Any) -> Asking:
    request = partial(ask, may_be_private=True, seconds=1.0)
    return Asking(
        ask=request, turns=Turns(pause=0), today=TODAY, backoff=0.01, wayback=f"{web.address}/archive?url=", **more
    )


@pytest.mark.parametrize(
    ("page", "state", "says"),
    [
        ("good", State.ALIVE, "200 OK"),
        ("moved", State.MOVED, "200 OK"),
        ("moved-for-now", State.ALIVE, "200 OK"),
        ("gone", State.GONE, "404 Not Found"),
        ("head-gone", State.ALIVE, "200 OK"),
        ("no-head", State.ALIVE, "200 OK"),
        ("busy-once", State.ALIVE, "200 OK"),
        ("busy-for-long", State.UNSURE, "429 Too Many Requests"),
        ("broken", State.UNSURE, "503 Service Unavailable"),
        ("members", State.UNSURE, "403 Forbidden"),
        ("says-gone", State.SEEMS_GONE, 'the title of the page is "Page not found | The City"'),
        ("to-front", State.SEEMS_GONE, "it leads to the front page of a site"),
        ("in-circles", State.UNSURE, "it is redirected more than 8 times"),
    ],
)
def test_each_answer_is_understood(web: Web, page: str, state: State, says: str) -> None:
    answer = asking(web).answer(f"{web.address}/{page}")
    assert (answer.state, answer.says) == (state, says)
    assert answer.leads_to == (f"{web.address}/good" if state is State.MOVED else "")


def test_what_a_server_names_is_escaped(web: Web) -> None:
    assert asking(web).answer(f"{web.address}/evil").leads_to == f"{web.address}/good%1B[2J?%3Cb%3E"


def test_a_page_is_asked_for_with_head_first_and_a_broken_server_three_times(web: Web) -> None:
    asking(web).answer(f"{web.address}/moved")
    asking(web).answer(f"{web.address}/broken")
    asking(web).answer(f"{web.address}/busy-for-long")
    assert web.counts() == {
        ("HEAD", "/moved"): 1,
        ("HEAD", "/good"): 1,
        ("GET", "/good"): 1,
        ("HEAD", "/broken"): 1,
        ("GET", "/broken"): 3,
        ("HEAD", "/busy-for-long"): 1,
    }


def test_a_server_that_sends_for_ever_is_cut_off(web: Web) -> None:
    request = partial(ask, may_be_private=True, seconds=0.3)
    begun = time.monotonic()
    with pytest.raises(NoAnswerError, match="no answer within") as error:
        request("GET", f"{web.address}/slow")
    assert error.value.failure is Failure.LATE
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.7/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://[::ffff:10.0.0.7]/",
        "http://224.0.0.1/",
    ],
)
def test_private_networks_are_not_asked(address: str) -> None:
    with pytest.raises(NoAnswerError) as error:
        ask("GET", address, may_be_private=False)
    assert error.value.failure is Failure.PRIVATE


@pytest.mark.parametrize(
    "address",
    [
        "http://me:secret@127.0.0.1/",
        "ftp://127.0.0.1/",
        "http:///desk",
        "http://[::1",
        "http://127.0.0.1:x/",
        f"http://{'a' * 70}.org/",
    ],
)
def test_what_is_no_address_is_not_asked(address: str) -> None:
    with pytest.raises(NoAnswerError) as error:
        ask("GET", address, may_be_private=True)
    assert error.value.failure is Failure.NO_ADDRESS


def test_a_redirect_into_a_private_network_is_not_followed() -> None:
    def request(method: str, address: str) -> Reply:
        if address == "http://a.org/desk":
            return Reply(status=301, headers={"location": "http://127.0.0.1/desk"})
        return ask(method, address, may_be_private=False)

    answer = Asking(ask=request, turns=Turns(pause=0), today=TODAY).answer("http://a.org/desk")
    assert (answer.state, answer.says) == (State.REFUSED, "127.0.0.1 is in a private network")


def test_a_doi_is_asked_of_its_resolver_alone() -> None:
    asked: list[str] = []

    def request(method: str, address: str) -> Reply:
        asked.append(address)
        return Reply(status=404 if "nothing" in address else 302, headers={"location": "https://a.org/paywall"})

    asks = Asking(ask=request, turns=Turns(pause=0), today=TODAY)
    assert asks.answer("https://doi.org/10.1000/desk").state is State.ALIVE
    assert asked == ["https://doi.org/10.1000/desk"]
    assert asks.answer("https://doi.org/10.1000/nothing").state is State.GONE


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause(web: Web, tmp_path: Path) -> None:
    asks = Asking(ask=partial(ask, may_be_private=True), turns=Turns(pause=0.05), today=TODAY)
    found = Found()
    check_of(asks, tmp_path).ask([f"{web.address}/{number}" for number in range(5)], found)
    assert {answer.state for answer in found.answers.values()} == {State.ALIVE}
    assert web.most_at_once == 1
    gaps = [after - before for before, after in zip(web.times, web.times[1:], strict=False)]
    assert len(gaps) == 9
    assert min(gaps) > 0.04


def test_hosts_are_asked_beside_each_other(tmp_path: Path) -> None:
    with small_web() as one, small_web() as other:
        asks = Asking(ask=partial(ask, may_be_private=True), turns=Turns(pause=0.3), today=TODAY)
        begun = time.monotonic()
        addresses = [f"{web.address}/{number}" for web in (one, other) for number in range(2)]
        check_of(asks, tmp_path).ask(addresses, Found())
        assert one.times[0] < other.times[-1]
        assert other.times[0] < one.times[-1]
        assert time.monotonic() - begun < 1.7  # one after the other it would be 2.1 at the least


def test_a_host_that_does_not_answer_is_left_alone(web: Web, tmp_path: Path) -> None:
    found = Found()
    check_of(asking(web), tmp_path).ask([f"{web.address}/broken{number}" for number in range(9)], found)
    assert {answer.state for answer in found.answers.values()} == {State.UNSURE}
    assert len({path for _, path in web.asked}) == web_asking.MOST_FAILURES
    assert sum(answer.says.endswith("did not answer") for answer in found.answers.values()) == 6


def check_of(asks: Asking, folder: Path, **more: Any) -> WebCheck:
    kept = KeptAnswers(cache=Cache(folder / "kept"), today=TODAY, age=7)
    return WebCheck(asking=asks, kept=kept, progress=SILENT, **more)


@pytest.mark.parametrize("has_network", [True, False])
def test_a_dead_name_is_told_from_a_missing_network(tmp_path: Path, *, has_network: bool) -> None:
    def request(method: str, address: str) -> Reply:
        raise NoAnswerError(Failure.UNKNOWN_NAME, "the name a.org is not known")

    check = check_of(Asking(ask=request, turns=Turns(pause=0), today=TODAY), tmp_path, has_network=lambda: has_network)
    found = Found()
    if has_network:
        check.ask(["http://a.org/desk"], found)
        assert found.answers["http://a.org/desk"].state is State.GONE
    else:
        with pytest.raises(web_check.NoNetworkError):
            check.ask([f"http://a{number}.org/desk" for number in range(300)], found)
        assert found.answers == {}


def test_without_a_network_one_line_says_so(casebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    lines = "".join(f"@online{{a{n},\n  title = {{A}},\n  url = {{https://a{n}.org/desk}},\n}}\n" for n in range(200))
    (casebook / "bibliography" / "web.bib").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    result = run(casebook)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "Error: there is no network, so nothing could be asked; try again where there is one (proxies are not used)"
    ]


def test_the_wayback_machine_is_asked_for_the_nearest_copy(web: Web) -> None:
    asks = asking(web)
    assert asks.copy("http://a.org/desk?a=1", "2013-04-05") is None
    assert web.asked == [("GET", "/archive?url=http%3A%2F%2Fa.org%2Fdesk%3Fa%3D1&timestamp=20130405")]
    snapshot = {"available": True, "status": "200", "timestamp": "20130406120000"}
    web.copy = {"closest": {**snapshot, "url": "http://web.archive.org/web/20130406120000/http://a.org/desk"}}
    copy = asks.copy("http://a.org/desk", "")
    assert copy
    assert copy.address == "https://web.archive.org/web/20130406120000/http://a.org/desk"
    assert copy.day == date(2013, 4, 6)
    web.copy = {"closest": {**snapshot, "url": "https://evil.org/web/2013/http://a.org/desk"}}
    assert asks.copy("http://a.org/desk", "") is None
    web.copy = {"closest": {**snapshot, "timestamp": "soon", "url": "http://web.archive.org/web/"}}
    with pytest.raises(NoAnswerError):
        asks.copy("http://a.org/desk", "")


def test_each_problem_stands_where_the_address_is_written(casebook: Path, web: Web) -> None:
    copy_gone = f"gone?b\n  archiveurl = {{{web.address}/copy-gone}},\n"
    copy_good = f"gone?c\n  archiveurl = {{{web.address}/good}},\n"
    write_sources(casebook, web, a="good", b=copy_gone, c=copy_good, d="moved", e="gone", f="members", g="to-front")
    assert told(casebook) == [
        ("bibliography/web.bib", 8, "CW410"),
        ("bibliography/web.bib", 9, "CW411"),
        ("bibliography/web.bib", 14, "CW416"),
        ("bibliography/web.bib", 20, "CW412"),
        ("bibliography/web.bib", 25, "CW410"),
        ("bibliography/web.bib", 30, "CW414"),
        ("bibliography/web.bib", 35, "CW413"),
    ]
    assert run(casebook).exit_code == 1
    result = run(casebook, "--select", "c,d")
    assert result.exit_code == 0
    assert "3 addresses: 1 gone, 1 moved, 1 alive." in result.stderr


def test_links_of_records_and_pages_are_asked_too(casebook: Path, web: Web) -> None:
    case = casebook / CASE
    text = case.read_text(encoding="utf-8")
    case.write_text(f"{text}\nSee [its page]({web.address}/gone#top).\n", encoding="utf-8")
    page = next(casebook.glob("*/index.md"))
    page.write_text(f"# Desks\n\n<{web.address}/moved#desk>\n", encoding="utf-8")
    found = {(row["file"], row["line"], row["code"]): row["hint"] for row in problems(casebook)}
    assert (CASE, len(text.splitlines()) + 2, "CW410") in found
    moved = found[page.relative_to(casebook).as_posix(), 3, "CW412"]
    assert moved == f"write the new address: {web.address}/good#desk"


def test_a_record_passes_over_what_links_alone_finds(casebook: Path, web: Web) -> None:
    case = casebook / CASE
    text = case.read_text(encoding="utf-8") + f"\nSee [its page]({web.address}/gone).\n"
    ignore = "ignore:\n  - code: CW410\n    because: The address is what is told of.\n"
    case.write_text(text.replace("published: 2026-11-23\n", f"published: 2026-11-23\n{ignore}"), encoding="utf-8")
    found = json.loads(run(casebook, "--format", "json").stdout)
    assert [row["code"] for row in found["problems"]] == []
    assert [(row["file"], row["code"]) for row in found["ignored"]] == [(CASE, "CW410")]
    assert run(casebook).exit_code == 0
    checked = CliRunner().invoke(main, ["check", str(casebook), "--select", "gate"])
    assert (checked.exit_code, "CW802" in checked.stdout) == (0, False)


def test_answers_are_kept_but_not_for_ever_and_not_where_nothing_was_told(casebook: Path, web: Web) -> None:
    write_sources(casebook, web, a="good", b="gone", c="members")
    before = told(casebook)
    asked = len(web.asked)
    assert told(casebook) == before
    assert {path for _, path in web.asked[asked:]} == {"/members"}
    asked = len(web.asked)
    run(casebook, "--age", "0")
    assert {path for _, path in web.asked[asked:]} == {"/good", "/gone", "/members"}


def test_a_kept_answer_has_its_time(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    old = Answer(state=State.GONE, says="404 Not Found", day=TODAY)
    KeptAnswers(cache=cache, today=TODAY, age=7).put("http://a.org", old)
    for days, is_there in ((6, True), (7, False), (-1, False)):
        kept = KeptAnswers(cache=cache, today=TODAY + timedelta(days=days), age=7)
        assert (kept.answer("http://a.org") == old) is is_there


def test_a_limit_leaves_the_rest_for_another_day(casebook: Path, web: Web) -> None:
    write_sources(casebook, web, **{f"a{number}": f"page-{number}" for number in range(5)})
    first = run(casebook, "--limit", "2")
    assert "5 addresses: 2 alive, 3 not asked yet." in first.stderr
    assert "5 addresses: 4 alive, 1 not asked yet." in run(casebook, "--limit", "2").stderr
    assert len({path for _, path in web.asked}) == 4


@pytest.mark.parametrize("format_", ["md", "json"])
def test_the_decay_of_sources_is_a_file(casebook: Path, web: Web, tmp_path: Path, format_: str) -> None:
    write_sources(casebook, web, a="good", b="gone", c="gone")
    report = tmp_path / f"decay.{format_}"
    run(casebook, "--report", str(report))
    text = report.read_text(encoding="utf-8")
    if format_ == "json":
        rows = {row["address"]: row for row in json.loads(text)["addresses"]}
        assert [place["of"] for place in rows[f"{web.address}/gone"]["places"]] == ["b", "c"]
        assert rows[f"{web.address}/gone"]["state"] == "gone"
        assert json.loads(text)["counts"] == {"gone": 1, "alive": 1}
    else:
        assert "2 web addresses are written in the casebook." in text
        item = f"- `{web.address}/gone`: 404 Not Found ({TODAY.isoformat()})"
        assert f"{item}\n    - source of `b`, `bibliography/web.bib:8:3`" in text
        assert "/good" not in text


def test_an_unknown_name_is_refused_with_the_nearest(casebook: Path, web: Web) -> None:
    write_sources(casebook, web, roe2015desk="good")
    result = run(casebook, "--select", "roe2015dask")
    assert result.exit_code == 2
    assert 'did you mean "roe2015desk"?' in result.stderr
    assert web.asked == []


def test_annotations_for_a_pull_request(casebook: Path, web: Web) -> None:
    write_sources(casebook, web, a="gone")
    line = next(line for line in run(casebook, "--format", "github").stdout.splitlines() if "CW410" in line)
    assert line.startswith("::warning file=")
    assert "bibliography/web.bib,line=3" in line


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_ends_it_and_keeps_what_was_found(casebook: Path, web: Web) -> None:
    write_sources(casebook, web, **{f"a{number}": "gone" if number == 0 else f"page-{number}" for number in range(9)})
    script = shutil.which("casewright", path=str(Path(sys.executable).parent))
    assert script
    command = [script, "links", "--folder", str(casebook), "--private", "--pause", "1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while len(web.asked) < 3 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert "it was stopped." in errors
    assert "CW410" in out
    asked = len(web.asked)
    run(casebook, "--limit", "0")
    assert len(web.asked) == asked
    assert "1 gone" in run(casebook, "--limit", "0").stderr
