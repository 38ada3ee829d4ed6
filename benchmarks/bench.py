"""What `make bench` runs: a benchmark by its name, with that one's options.

make bench ARGS="site --cases 1000"            # whole sites beside those of other engines
make bench ARGS="citations --pages 200"        # citations beside those of mkdocs-bibtex
make bench ARGS="generate --cases 1000 --out /tmp/casebook"
make bench ARGS="sizes --casebook /tmp/casebook" # the largest page and file of each kind
make bench ARGS="check --cases 5000"            # a whole check, and that of one file
make bench ARGS="serve --cases 1000"            # from an edit to the new page
make bench ARGS="lighthouse --program node_modules/.bin/lighthouse" # pages on a phone
make bench ARGS="site --help"
"""

from __future__ import annotations

import sys

import checks
import citations
import generate
import lighthouse
import served
import sites
import sizes

MENU = {
    "site": sites.main,
    "citations": citations.main,
    "generate": generate.main,
    "sizes": sizes.main,
    "check": checks.main,
    "serve": served.main,
    "lighthouse": lighthouse.main,
}


def main() -> None:
    """Run what the first word names."""
    name, *rest = sys.argv[1:] or [""]
    if name not in MENU:
        print(__doc__)
        sys.exit(0 if name in {"", "-h", "--help"} else 2)
    sys.argv = [f"bench {name}", *rest]
    MENU[name]()


if __name__ == "__main__":
    main()
