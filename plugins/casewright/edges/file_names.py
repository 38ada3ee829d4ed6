"""What the engine calls a page's file."""

from __future__ import annotations


def src_uri(address: str) -> str:
    """Return the Markdown file that MkDocs would publish at an address; one level deep means an index."""
    is_index = address.count("/") == 1
    return f"{address}index.md" if is_index else f"{address.rstrip('/')}.md"
