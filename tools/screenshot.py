"""Take the picture in the README from the built site: `make screenshot`."""

import functools
import http.server
import sys
import threading
from pathlib import Path

from install_chromium import find_chromium
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE = "cases/denver-peak-academy/"
PICTURE = ROOT / "docs" / "screenshot.png"
WIDTH, HEIGHT = 1280, 860


def main() -> int:
    """Write the picture; return 1 where there is no browser."""
    browser = find_chromium()
    if browser is None:
        print("there is no Chromium; `make test` installs one", file=sys.stderr)
        return 1
    handler = functools.partial(_Quiet, directory=str(ROOT / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
        page.screenshot(path=PICTURE)
        chromium.close()
    server.shutdown()
    print(f"wrote {PICTURE.relative_to(ROOT)}")
    return 0


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of every file served."""


if __name__ == "__main__":
    sys.exit(main())
