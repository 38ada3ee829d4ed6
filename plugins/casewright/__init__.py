"""Casewright: a casebook of public-sector innovation, checked, linked and published from plain files."""

__version__ = "0.1.0"
