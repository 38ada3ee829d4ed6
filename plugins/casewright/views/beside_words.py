"""What stands beside references (links, dates, marks), in languages for which somebody wrote it down."""

from __future__ import annotations

from dataclasses import dataclass

from casewright.model.dates import Date, parse_date


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideWords:
    """The words in one language; a sign of ``{}`` stands for what is told."""

    on_web: str = "On the web"
    archived: str = "Archived copy"
    accessed: str = "Accessed {}"
    months: tuple[str, ...] = ()
    """Their names; English dates are written already."""
    day: str = "{} {} {}"
    first: str = "1"
    """The first day of a month."""
    month: str = "{} {}"
    retracted: str = "Retracted"
    withdrawn: tuple[str, str] = (
        "{} of the sources here was withdrawn. It is marked like this.",
        "{} of the sources here were withdrawn. They are marked like this.",
    )
    """For one, and for several."""
    copied: str = "Copy: {}"
    only_copy: str = "Read only in a copy, not at its publisher's own address"
    insider: str = "Insider's account"
    belongs: str = "written or told by somebody who belongs or belonged to, or took part in: {}"
    colon: str = ":"

    def withdrawn_words(self, count: int) -> str:
        """Return how many sources of a list were withdrawn."""
        return self.withdrawn[count != 1].format(count)

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
    accessed="Consulté\N{NO-BREAK SPACE}: {}",
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),  # noqa: SIM905 - a table
    first="1er",
    retracted="Rétracté",
    withdrawn=(
        "{} des sources de cette liste a été retirée. Elle est marquée ainsi.",
        "{} des sources de cette liste ont été retirées. Elles sont marquées ainsi.",
    ),
    copied="Copie\N{NO-BREAK SPACE}: {}",
    only_copy="Lu seulement dans une copie, pas à l’adresse de l’éditeur",
    insider="Témoignage de l’intérieur",
    belongs="écrit ou raconté par quelqu’un qui appartient ou a appartenu, ou a participé, à\N{NO-BREAK SPACE}: {}",
    colon="\N{NO-BREAK SPACE}:",
)
GERMAN_BESIDE = BesideWords(
    on_web="Im Netz",
    archived="Archivierte Kopie",
    accessed="Abgerufen: {}",
    months=tuple("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()),  # noqa: SIM905 - a table
    day="{}. {} {}",
    retracted="Zurückgezogen",
    withdrawn=(
        "{} der Quellen hier wurde zurückgezogen. Sie ist so gekennzeichnet.",
        "{} der Quellen hier wurden zurückgezogen. Sie sind so gekennzeichnet.",
    ),
    copied="Kopie: {}",
    only_copy="Nur in einer Kopie gelesen, nicht unter der Adresse des Herausgebers",
    insider="Bericht von innen",
    belongs="geschrieben oder erzählt von jemandem, der dazugehört, dazugehörte oder beteiligt war: {}",
)
SPANISH_BESIDE = BesideWords(
    on_web="En la web",
    archived="Copia archivada",
    accessed="Consultado: {}",
    months=tuple("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()),  # noqa: SIM905 - a table
    day="{} de {} de {}",
    month="{} de {}",
    retracted="Retractado",
    withdrawn=(
        "{} de las fuentes de esta lista fue retirada. Está marcada así.",
        "{} de las fuentes de esta lista fueron retiradas. Están marcadas así.",
    ),
    copied="Copia: {}",
    only_copy="Leído solo en una copia, no en la dirección de quien lo publica",
    insider="Relato desde dentro",
    belongs="escrito o contado por alguien que pertenece o perteneció a, o participó en: {}",
)
