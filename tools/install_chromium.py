"""Find a Chromium for the browser tests, or install one, and print where it is.

    python tools/install_chromium.py

Looks on the PATH and where macOS keeps programs, then for Playwright's own; else asks apt (as root, or where sudo
needs no password), else Playwright to fetch one.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def main() -> int:
    """Print the path of a Chromium; return 0, or 1 where none can be had."""
    for attempt in (find, apt, playwright):
        found = attempt()
        if found:
            print(found)
            return 0
    print(
        "No Chromium was found, and none could be installed. Install Chromium or Google Chrome, or name one:\n"
        "    CASEWRIGHT_CHROMIUM=/path/to/chromium make test",
        file=sys.stderr,
    )
    return 1


def find() -> str | None:
    """Return a Chromium that is there already, or None."""
    named = os.environ.get("CASEWRIGHT_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    on_path = next((found for name in NAMES if (found := shutil.which(name))), None)
    return on_path or next((path for path in MAC if Path(path).is_file()), None) or playwrights_own()


def playwrights_own() -> str | None:
    """Return the Chromium that Playwright fetched earlier, or None."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only the last resort needs it

    with sync_playwright() as started:
        path = started.chromium.executable_path
    return path if Path(path).is_file() else None


def apt() -> str | None:
    """Install Debian's package, where that is possible without a question; return its path, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and _run(["sudo", "-n", "true"]):
        prefix = ["sudo", "-n"]
    else:
        return None
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    print("Installing Chromium with apt ...", file=sys.stderr)
    _run([*prefix, *environment, "apt-get", "-qq", "update"])
    _run([*prefix, *environment, "apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"])
    return shutil.which("chromium")


def playwright() -> str | None:
    """Let Playwright fetch its own; return its path, or None."""
    print("Letting Playwright fetch a Chromium ...", file=sys.stderr)
    return playwrights_own() if _run([sys.executable, "-m", "playwright", "install", "chromium"]) else None


def _run(command: list[str]) -> bool:
    runner: Callable[..., subprocess.CompletedProcess[bytes]] = subprocess.run
    return runner(command, stdout=sys.stderr, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
