"""What stands beside references (links, dates, marks), in languages for which somebody wrote it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from casewright.model.dates import Date, parse_date


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideWords:
    """The words in one language; signs of ``{}`` stand for the day, the month and the year."""

    on_web: str = "On the web"
    archived: str = "Archived copy"
    months: tuple[str, ...] = ()
    """Their names; English dates are written already."""
    day: str = "{} {} {}"
    first: str = "1"
    """The first day of a month."""
    month: str = "{} {}"
    texts: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    """The texts of the catalogue that pages show there, by their keys; English ones stand in the catalogue."""

    def date(self, iso: str) -> str:
        """Return a day, month or year: ``8 May 2026``; nothing where there is none."""
        date = parse_date(iso)
        return self._written(date) if date else ""

    def _written(self, date: Date) -> str:
        parts = date.text.split("-")
        if not self.months or not all(part.isdigit() for part in parts) or len(parts) == 1:
            return date.words
        month = self.months[date.first.month - 1]
        if not date.is_day:
            return self.month.format(month, parts[0])
        return self.day.format(self.first if date.first.day == 1 else date.first.day, month, parts[0])


ENGLISH_BESIDE = BesideWords()
FRENCH_BESIDE = BesideWords(
    on_web="Sur le web",
    archived="Copie archivée",
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),  # noqa: SIM905 - a table
    first="1er",
    texts=MappingProxyType(
        {
            "shared.copy": "Copie\N{NO-BREAK SPACE}:",
            "shared.retracted": "Rétracté",
            "sources.read_only_in_a": "Lu seulement dans une copie, pas à l’adresse de l’éditeur",
            "sources.insiders_account": "Témoignage de l’intérieur",
            "sources.insider": (
                "Écrit ou raconté par quelqu’un qui appartient ou a appartenu à, ou a participé à\N{NO-BREAK SPACE}:"
            ),
            "sources.accessed": "Consulté\N{NO-BREAK SPACE}: {accessed}",
            "bibliography.insiders_account_an_author": (
                "<strong>Témoignage de l’intérieur\N{NO-BREAK SPACE}:</strong> "
                "écrit ou raconté par quelqu’un qui appartient ou a appartenu à, ou a participé "
                "à\N{NO-BREAK SPACE}: {insiders}."
            ),
            "bibliography.retracted_of_the_sources": {
                "one": (
                    '<strong class="cw-retracted">Rétracté</strong> '
                    "{count} des sources de cette liste a été retirée. Elle est marquée ainsi."
                ),
                "other": (
                    '<strong class="cw-retracted">Rétracté</strong> '
                    "{count} des sources de cette liste ont été retirées. Elles sont marquées ainsi."
                ),
            },
        }
    ),
)
GERMAN_BESIDE = BesideWords(
    on_web="Im Netz",
    archived="Archivierte Kopie",
    months=tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),  # noqa: SIM905 - a table
    day="{}. {} {}",
    texts=MappingProxyType(
        {
            "shared.copy": "Kopie:",
            "shared.retracted": "Zurückgezogen",
            "sources.read_only_in_a": "Nur in einer Kopie gelesen, nicht unter der Adresse des Herausgebers",
            "sources.insiders_account": "Bericht von innen",
            "sources.insider": "Geschrieben oder erzählt von jemandem, der dazugehört, dazugehörte oder beteiligt war:",
            "sources.accessed": "Abgerufen: {accessed}",
            "bibliography.insiders_account_an_author": (
                "<strong>Bericht von innen:</strong> "
                "geschrieben oder erzählt von jemandem, der dazugehört, dazugehörte oder beteiligt war: {insiders}."
            ),
            "bibliography.retracted_of_the_sources": {
                "one": (
                    '<strong class="cw-retracted">Zurückgezogen</strong> '
                    "{count} der Quellen hier wurde zurückgezogen. Sie ist so gekennzeichnet."
                ),
                "other": (
                    '<strong class="cw-retracted">Zurückgezogen</strong> '
                    "{count} der Quellen hier wurden zurückgezogen. Sie sind so gekennzeichnet."
                ),
            },
        }
    ),
)
SPANISH_BESIDE = BesideWords(
    on_web="En la web",
    archived="Copia archivada",
    months=tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),  # noqa: SIM905 - a table
    day="{} de {} de {}",
    month="{} de {}",
    texts=MappingProxyType(
        {
            "shared.copy": "Copia:",
            "shared.retracted": "Retractado",
            "sources.read_only_in_a": "Leído solo en una copia, no en la dirección de quien lo publica",
            "sources.insiders_account": "Relato desde dentro",
            "sources.insider": "Escrito o contado por alguien que pertenece o perteneció a, o participó en:",
            "sources.accessed": "Consultado: {accessed}",
            "bibliography.insiders_account_an_author": (
                "<strong>Relato desde dentro:</strong> "
                "escrito o contado por alguien que pertenece o perteneció a, o participó en: {insiders}."
            ),
            "bibliography.retracted_of_the_sources": {
                "one": (
                    '<strong class="cw-retracted">Retractado</strong> '
                    "{count} de las fuentes de esta lista fue retirada. Está marcada así."
                ),
                "other": (
                    '<strong class="cw-retracted">Retractado</strong> '
                    "{count} de las fuentes de esta lista fueron retiradas. Están marcadas así."
                ),
            },
        }
    ),
)
