"""What Lighthouse says of pages of a built site, as a phone shows them: scores, and what is behind that of speed.

    npm install lighthouse                 # in any folder; it is not installed with what is measured otherwise
    CHROME_PATH=/usr/bin/chromium python benchmarks/bench.py lighthouse --program node_modules/.bin/lighthouse

Pages are served as web servers do (gzip, kept for ten minutes). The phone and its line are simulated, which is what
Lighthouse does by itself; the processor is that of the machine, so that other work on it lowers the score of speed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from measure import machine

PAGES = ("", "cases/denver-peak-academy/", "explore/")
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift")
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
_KB = 1e3


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=Path("site"), help="a site that was built")
    parser.add_argument("--program", default="lighthouse", help="Lighthouse's program")
    parser.add_argument("--pages", nargs="+", default=PAGES, help="addresses within the site")
    parser.add_argument("--runs", type=int, default=3, help="how often each page is looked at")
    parser.add_argument("--out", type=Path, help="the file to write the table into")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *given: _Packing(*given, directory=str(options.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    text = "\n".join(_lines(address, options.pages, options.program, options.runs)) + "\n"
    server.shutdown()
    print(text)
    if options.out:
        options.out.write_text(text, encoding="utf-8")


def _lines(address: str, pages: list[str], program: str, runs: int) -> Iterator[str]:
    load = os.getloadavg()[0]
    found = {page: [_report(f"{address}{page}", program) for _ in range(runs)] for page in pages}
    version = found[pages[0]][0]["lighthouseVersion"]
    yield "# Pages on a phone\n"
    when = f"{datetime.now(UTC).date()}; {machine()}; Lighthouse {version}"
    yield f"{when}; {load:.1f} processes were running when it began.\n"
    yield f"Medians of {runs} runs. FCP, LCP and TBT in seconds, as Lighthouse reckons them for a slow line.\n"
    yield "| page | performance (least to most) | accessibility | best practices | SEO | FCP | LCP | TBT | CLS | KB |"
    yield "|---|" + "---:|" * 9
    for page, reports in found.items():
        scores = [sorted(100 * report["categories"][name]["score"] for report in reports) for name in _CATEGORIES]
        times = [median(report["audits"][name]["numericValue"] for report in reports) for name in _TIMES]
        size = median(report["audits"]["total-byte-weight"]["numericValue"] for report in reports)
        cells = [f"{median(scores[0]):.0f} ({scores[0][0]:.0f} to {scores[0][-1]:.0f})"]
        cells += [f"{median(score):.0f}" for score in scores[1:]]
        cells += [f"{value / 1000:.1f}" for value in times[:3]]
        yield f"| /{page} | {' | '.join(cells)} | {times[3]:.3f} | {size / _KB:.0f} |"


def _report(address: str, program: str) -> dict[str, Any]:
    """Return what Lighthouse says of a page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.json"
        flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
        command = [program, address, "--quiet", "--output=json", f"--output-path={file}", flags]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        report: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return report


class _Packing(SimpleHTTPRequestHandler):
    """Serves files as web servers do: packed, and over one connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or that there is none."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        data = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if data and path.suffix in _PACKED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main()
