"""Pages at former addresses that lead to the present ones."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from casewright.views.site import Site

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>This page has moved</title>
<meta http-equiv="refresh" content="0; url={target}">
<link rel="canonical" href="{target}">
<meta name="robots" content="noindex">
</head>
<body>
<h1>This page has moved</h1>
<p>It is at <a href="{target}">its new address</a>.</p>
</body>
</html>
"""


def redirect_files(site: Site) -> Iterator[tuple[str, str]]:
    """Yield (address, HTML) of a page for every former address."""
    for former, present in site.redirects.items():
        target = escape("../" * former.count("/") + present)
        yield f"{former}index.html", _PAGE.format(target=target)
