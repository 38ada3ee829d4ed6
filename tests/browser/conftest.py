"""A browser, and the sites that it is shown."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support.browser import ARGS, served
from tests.support.builds import Build


@pytest.fixture(scope="module")
def address(repository_site: Build) -> Iterator[str]:
    yield from served(repository_site.site)


@pytest.fixture(scope="module")
def small_address(small_site: Build) -> Iterator[str]:
    yield from served(small_site.site)


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGS)
        yield started
        started.close()
