"""The land as a drawing that every map of the site stands on, loaded once."""

from __future__ import annotations

from casewright.read.atlas import HEIGHT, WIDTH, Atlas


def world_svg(atlas: Atlas) -> str:
    """Return the land as an SVG whose element ``land`` takes its colours from where it is used."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path id="land" d="{atlas.land}"/></svg>\n'
    )
