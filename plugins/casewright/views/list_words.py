"""What the lists of a plain site's bibliography are called, in languages for which somebody wrote it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from casewright.model.vocabulary import Vocabulary
from casewright.views.beside_words import ENGLISH_BESIDE, FRENCH_BESIDE, GERMAN_BESIDE, SPANISH_BESIDE, BesideWords
from casewright.views.source_words import TYPES


@dataclass(frozen=True, slots=True, kw_only=True)
class ListWords:
    """The words of lists in one language; a sign of ``{}`` stands for a number or a value."""

    facets: Mapping[str, str]
    """By facet: what its list is called, in the order in which readers meet them."""
    types: Mapping[str, str] = field(default_factory=lambda: TYPES)
    """By type of CSL."""
    levels: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By how much was read: what it is called, and what it means; where that is lacking, as in the vocabulary."""
    title: str = "{}: {}"
    """How the name of a list and its value stand together."""
    find: str = "Find by author, type or year"
    find_read: str = "Find by author, type, year, or how much was read"
    other: str = "Other signs"
    undated: str = "Undated"
    bce: str = "Before the common era"
    year_bce: str = "{} BCE"
    not_said: tuple[str, str] = ("Not said", "Nobody says how much of the source was read.")
    read: str = "Read: {}"
    cited: tuple[str, str] = ("Cited in {} place", "Cited in {} places")
    """For one, and for several."""
    is_capital_kept: bool = False
    """Whether the name of a level keeps its capital within a sentence, as nouns do in German."""
    beside: BesideWords = ENGLISH_BESIDE
    """What stands beside the references."""

    def cited_in(self, places: int) -> str:
        """Return in how many places a source is cited."""
        return self.cited[places != 1].format(places)

    def read_words(self, label: str) -> str:
        """Return how much was read, in words that need no heading."""
        verb = self.read.partition("{")[0].strip(" :\N{NO-BREAK SPACE}").lower()
        if verb in label.lower().split():
            return label
        return self.read.format(label if self.is_capital_kept else label.lower())

    def within(self, title: str, facet: str, value: str) -> str:
        """Return the title of a list: ``Bibliography by type: Book``."""
        name = self.facets[facet]
        return self.title.format(f"{title} {name[:1].lower()}{name[1:]}", value)

    def vocabulary(self, levels: Vocabulary) -> Vocabulary:
        """Return the ways of reading with their names in this language."""
        terms = (
            replace(term, label=self.levels[term.id][0], definition=self.levels[term.id][1])
            if term.id in self.levels
            else term
            for term in levels.terms
        )
        return replace(levels, terms=tuple(terms))


ENGLISH_LISTS = ListWords(
    facets={"author": "By author", "type": "By type", "year": "By year", "read": "By how much was read"}
)


def list_words(lang: str) -> ListWords:
    """Return the words in a language (BCP 47), those of English where nobody wrote them down."""
    return _LANGUAGES.get(lang.partition("-")[0].lower(), ENGLISH_LISTS)


_FRENCH = ListWords(
    facets={"author": "Par auteur", "type": "Par type", "year": "Par année", "read": "Selon la part lue"},
    title="{}\N{NO-BREAK SPACE}: {}",
    find="Chercher par auteur, type ou année",
    find_read="Chercher par auteur, type, année ou part lue",
    other="Autres signes",
    undated="Sans date",
    bce="Avant notre ère",
    year_bce="{} av. n. è.",
    not_said=("Non précisé", "Personne ne dit quelle part de la source a été lue."),
    read="Lu\N{NO-BREAK SPACE}: {}",
    beside=FRENCH_BESIDE,
    cited=("Cité à {} endroit", "Cité à {} endroits"),
    levels={
        "full": ("En entier", "Tout le texte a été lu."),
        "opening": ("Début", "Seul le début du texte a été lu."),
        "abstract": ("Résumé", "Seul le résumé ou un sommaire officiel a été lu."),
        "frontmatter": ("Pages liminaires", "Seuls la page de titre, la table ou la lettre d’envoi ont été lus."),
        "page": ("Une page", "Une seule page intérieure a été lue."),
        "secondary": (
            "Non lu directement",
            "L’ouvrage lui-même n’a pas été lu\N{NO-BREAK SPACE}; ce qui en est dit vient d’un autre texte.",
        ),
    },
    types=MappingProxyType(
        {
            "article": "Prépublication ou document de travail",
            "article-journal": "Article de revue",
            "article-magazine": "Article de magazine",
            "article-newspaper": "Article de journal",
            "bill": "Projet de loi",
            "book": "Livre",
            "broadcast": "Émission",
            "chapter": "Chapitre",
            "classic": "Œuvre classique",
            "collection": "Collection",
            "dataset": "Jeu de données",
            "document": "Autre document",
            "entry": "Article d’ouvrage de référence",
            "entry-dictionary": "Article de dictionnaire",
            "entry-encyclopedia": "Article d’encyclopédie",
            "event": "Événement",
            "figure": "Figure",
            "graphic": "Image",
            "hearing": "Audition",
            "interview": "Entretien",
            "legal_case": "Décision de justice",
            "legislation": "Loi",
            "manuscript": "Manuscrit",
            "map": "Carte",
            "motion_picture": "Film ou vidéo",
            "musical_score": "Partition",
            "pamphlet": "Brochure",
            "paper-conference": "Communication de colloque",
            "patent": "Brevet",
            "performance": "Spectacle",
            "periodical": "Périodique",
            "personal_communication": "Communication personnelle",
            "post": "Message en ligne",
            "post-weblog": "Billet de blog",
            "regulation": "Règlement",
            "report": "Rapport",
            "review": "Compte rendu",
            "review-book": "Compte rendu de livre",
            "software": "Logiciel",
            "song": "Enregistrement",
            "speech": "Discours ou diapositives",
            "standard": "Norme",
            "thesis": "Thèse ou mémoire",
            "treaty": "Traité",
            "webpage": "Page web",
        }
    ),
)
_GERMAN = ListWords(
    facets={"author": "Nach Autor", "type": "Nach Art", "year": "Nach Jahr", "read": "Danach, wie viel gelesen wurde"},
    find="Suchen nach Autor, Art oder Jahr",
    find_read="Suchen nach Autor, Art, Jahr oder danach, wie viel gelesen wurde",
    other="Andere Zeichen",
    undated="Ohne Jahr",
    bce="Vor unserer Zeitrechnung",
    year_bce="{} v. u. Z.",
    not_said=("Nicht gesagt", "Niemand sagt, wie viel von der Quelle gelesen wurde."),
    read="Gelesen: {}",
    beside=GERMAN_BESIDE,
    cited=("An {} Stelle zitiert", "An {} Stellen zitiert"),
    is_capital_kept=True,
    levels={
        "full": ("Ganz", "Der ganze Text wurde gelesen."),
        "opening": ("Anfang", "Nur der Anfang des Textes wurde gelesen."),
        "abstract": ("Zusammenfassung", "Nur die Zusammenfassung oder ein amtlicher Überblick wurde gelesen."),
        "frontmatter": ("Titelei", "Nur Titelblatt, Inhaltsverzeichnis oder Begleitbrief wurde gelesen."),
        "page": ("Eine Seite", "Nur eine Seite aus dem Inneren wurde gelesen."),
        "secondary": (
            "Nicht selbst gelesen",
            "Das Werk selbst wurde nicht gelesen; was gesagt wird, stammt aus einem anderen Text darüber.",
        ),
    },
    types=MappingProxyType(
        {
            "article": "Vorabdruck oder Arbeitspapier",
            "article-journal": "Zeitschriftenaufsatz",
            "article-magazine": "Magazinbeitrag",
            "article-newspaper": "Zeitungsartikel",
            "bill": "Gesetzentwurf",
            "book": "Buch",
            "broadcast": "Sendung",
            "chapter": "Kapitel",
            "classic": "Klassisches Werk",
            "collection": "Sammlung",
            "dataset": "Datensatz",
            "document": "Anderes Dokument",
            "entry": "Eintrag in einem Nachschlagewerk",
            "entry-dictionary": "Wörterbucheintrag",
            "entry-encyclopedia": "Lexikoneintrag",
            "event": "Veranstaltung",
            "figure": "Abbildung",
            "graphic": "Bild",
            "hearing": "Anhörung",
            "interview": "Interview",
            "legal_case": "Gerichtsentscheidung",
            "legislation": "Gesetz",
            "manuscript": "Manuskript",
            "map": "Karte",
            "motion_picture": "Film oder Video",
            "musical_score": "Noten",
            "pamphlet": "Broschüre",
            "paper-conference": "Tagungsbeitrag",
            "patent": "Patent",
            "performance": "Aufführung",
            "periodical": "Periodikum",
            "personal_communication": "Persönliche Mitteilung",
            "post": "Beitrag im Netz",
            "post-weblog": "Blogbeitrag",
            "regulation": "Verordnung",
            "report": "Bericht",
            "review": "Besprechung",
            "review-book": "Buchbesprechung",
            "software": "Software",
            "song": "Aufnahme",
            "speech": "Rede oder Folien",
            "standard": "Norm",
            "thesis": "Hochschulschrift",
            "treaty": "Vertrag",
            "webpage": "Webseite",
        }
    ),
)
_SPANISH = ListWords(
    facets={"author": "Por autor", "type": "Por tipo", "year": "Por año", "read": "Según cuánto se leyó"},
    find="Buscar por autor, tipo o año",
    find_read="Buscar por autor, tipo, año o según cuánto se leyó",
    other="Otros signos",
    undated="Sin fecha",
    bce="Antes de nuestra era",
    year_bce="{} a. n. e.",
    not_said=("No se dice", "Nadie dice cuánto de la fuente se leyó."),
    read="Leído: {}",
    beside=SPANISH_BESIDE,
    cited=("Citado en {} lugar", "Citado en {} lugares"),
    levels={
        "full": ("Entero", "Se leyó todo el texto."),
        "opening": ("Comienzo", "Solo se leyó el comienzo del texto."),
        "abstract": ("Resumen", "Solo se leyó el resumen o una síntesis oficial."),
        "frontmatter": ("Páginas preliminares", "Solo se leyó la portada, el índice o la carta de envío."),
        "page": ("Una página", "Solo se leyó una página interior."),
        "secondary": (
            "No leído directamente",
            "No se leyó la obra misma; lo que se dice viene de otro texto sobre ella.",
        ),
    },
    types=MappingProxyType(
        {
            "article": "Prepublicación o documento de trabajo",
            "article-journal": "Artículo de revista académica",
            "article-magazine": "Artículo de revista",
            "article-newspaper": "Artículo de periódico",
            "bill": "Proyecto de ley",
            "book": "Libro",
            "broadcast": "Emisión",
            "chapter": "Capítulo",
            "classic": "Obra clásica",
            "collection": "Colección",
            "dataset": "Conjunto de datos",
            "document": "Otro documento",
            "entry": "Entrada de obra de consulta",
            "entry-dictionary": "Entrada de diccionario",
            "entry-encyclopedia": "Entrada de enciclopedia",
            "event": "Acto",
            "figure": "Figura",
            "graphic": "Imagen",
            "hearing": "Audiencia",
            "interview": "Entrevista",
            "legal_case": "Decisión judicial",
            "legislation": "Ley",
            "manuscript": "Manuscrito",
            "map": "Mapa",
            "motion_picture": "Película o vídeo",
            "musical_score": "Partitura",
            "pamphlet": "Folleto",
            "paper-conference": "Ponencia",
            "patent": "Patente",
            "performance": "Representación",
            "periodical": "Publicación periódica",
            "personal_communication": "Comunicación personal",
            "post": "Mensaje en línea",
            "post-weblog": "Entrada de blog",
            "regulation": "Reglamento",
            "report": "Informe",
            "review": "Reseña",
            "review-book": "Reseña de libro",
            "software": "Programa informático",
            "song": "Grabación",
            "speech": "Discurso o diapositivas",
            "standard": "Norma",
            "thesis": "Tesis",
            "treaty": "Tratado",
            "webpage": "Página web",
        }
    ),
)
_LANGUAGES = {"fr": _FRENCH, "de": _GERMAN, "es": _SPANISH}
