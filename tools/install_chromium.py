"""Find a Chromium that starts, or install one, and print where its program is.

    python tools/install_chromium.py

Looks at CASEWRIGHT_CHROMIUM, the PATH, the usual places of macOS and what Playwright
has installed; else installs Debian's package where it may, else Playwright's own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS_PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
APT_OPTIONS = ("-qq", "-y", "--no-install-recommends")
ADVICE = """No Chromium starts here, and none could be installed.
  Debian:  sudo apt-get install chromium
  Ubuntu:  python -m playwright install --with-deps chromium
  macOS:   install Google Chrome or Chromium
  installed elsewhere already:  CASEWRIGHT_CHROMIUM=/path/to/chromium make test"""


def main() -> int:
    """Print the program's path; return the exit status."""
    program = find_chromium() or installed_by(install_debian_package) or installed_by(install_playwright_build)
    print(program or ADVICE, file=sys.stdout if program else sys.stderr)
    return 0 if program else 1


def find_chromium() -> str | None:
    """Return the first Chromium that starts, or None."""
    return next((program for program in candidates() if starts(program)), None)


def candidates() -> Iterator[str]:
    """Yield where a Chromium may be, the reader's own choice first."""
    chosen = os.environ.get("CASEWRIGHT_CHROMIUM")
    if chosen:
        yield chosen
    yield from filter(None, map(shutil.which, NAMES))
    yield from filter(os.path.exists, MACOS_PLACES)
    yield from playwright_build()


def playwright_build() -> Iterator[str]:
    """Yield the program of the Chromium that Playwright has downloaded, if it has."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and seldom needed

    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception as error:  # noqa: BLE001 - what Playwright raises where its own Node does not run
        print(f"Playwright does not start: {error}", file=sys.stderr)
        return
    if Path(path).exists():
        yield path


def starts(program: str) -> bool:
    """Tell whether a program runs: libraries may be missing, and Ubuntu has a stand-in that only gives advice."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def installed_by(install: Callable[[], None]) -> str | None:
    """Try one way to install a Chromium and return its program, or None."""
    try:
        install()
    except (OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
    return find_chromium()


def install_debian_package() -> None:
    """Install Debian's package, where there is apt and the right to use it."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and not (shutil.which("sudo") and starts_quietly([*as_root, "true"])):
        return
    print("Installing Debian's package chromium ...", file=sys.stderr)
    run([*as_root, "apt-get", "update", "-qq"])
    run([*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", *APT_OPTIONS, "chromium"])


def starts_quietly(command: list[str]) -> bool:
    """Tell whether a command succeeds."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install_playwright_build() -> None:
    """Let Playwright download its Chromium."""
    print("Installing Playwright's Chromium ...", file=sys.stderr)
    run([sys.executable, "-m", "playwright", "install", "chromium"])


def run(command: list[str]) -> None:
    """Run a command; what it says goes to standard error, since standard output is for the path alone."""
    subprocess.run(command, stdout=sys.stderr, check=True)


if __name__ == "__main__":
    sys.exit(main())
