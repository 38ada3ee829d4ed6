"""Names of languages in BibLaTeX (those of babel and polyglossia) → tags of BCP 47."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

ENGLISH = "en"
"""What every English work gets: works of one author in two kinds of English would not be put together otherwise."""

LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(
            "english american australian british canadian newzealand ukenglish usenglish".split(),  # noqa: SIM905 - a table
            ENGLISH,
        ),
        "acadian": "fr-CA", "afrikaans": "af", "albanian": "sq", "arabic": "ar", "armenian": "hy",
        "austrian": "de-AT", "basque": "eu", "belarusian": "be", "bengali": "bn", "brazil": "pt-BR",
        "brazilian": "pt-BR", "breton": "br", "bulgarian": "bg", "canadien": "fr-CA", "catalan": "ca",
        "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "esperanto": "eo",
        "estonian": "et", "farsi": "fa", "finnish": "fi", "francais": "fr", "french": "fr", "frenchb": "fr",
        "galician": "gl", "georgian": "ka", "german": "de", "germanb": "de", "greek": "el", "hebrew": "he",
        "hindi": "hi", "hungarian": "hu", "icelandic": "is", "indonesian": "id", "irish": "ga", "italian": "it",
        "japanese": "ja", "kannada": "kn", "korean": "ko", "kurmanji": "ku", "latin": "la", "latvian": "lv",
        "lithuanian": "lt", "lowersorbian": "dsb", "macedonian": "mk", "magyar": "hu", "malay": "ms",
        "malayalam": "ml", "marathi": "mr", "mexican": "es-MX", "mongolian": "mn", "naustrian": "de-AT",
        "newgerman": "de", "ngerman": "de", "norsk": "nb", "norwegian": "no", "nswissgerman": "de-CH",
        "nynorsk": "nn", "occitan": "oc", "persian": "fa", "piedmontese": "pms", "polish": "pl",
        "polutonikogreek": "el", "portuges": "pt", "portuguese": "pt", "romanian": "ro", "romansh": "rm",
        "russian": "ru", "samin": "se", "sanskrit": "sa", "scottish": "gd", "serbian": "sr", "serbianc": "sr-Cyrl",
        "slovak": "sk", "slovene": "sl", "slovenian": "sl", "spanish": "es", "swedish": "sv",
        "swissgerman": "de-CH", "tamil": "ta", "telugu": "te", "thai": "th", "turkish": "tr", "turkmen": "tk",
        "ukrainian": "uk", "uppersorbian": "hsb", "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
        "arab": "ar", "deutsch": "de", "español": "es", "français": "fr", "italiano": "it", "português": "pt",
    }
)  # fmt: skip
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}\Z", re.IGNORECASE)


def language_tag(text: str) -> str:
    """Return the tag of the language that a field names, or nothing where it names none that is known."""
    word = text.strip().lower().removeprefix("lang") if text.strip().lower() not in LANGUAGES else text.strip().lower()
    if word in LANGUAGES:
        return LANGUAGES[word]
    if not _TAG.match(text.strip()):
        return ""
    first, *rest = text.strip().replace("_", "-").split("-")
    if first.lower() in ("en", "eng"):
        return ENGLISH
    return "-".join([first.lower(), *(part.upper() if len(part) == len("XX") else part.title() for part in rest)])


def is_english(tag: str) -> bool:
    """Return whether a tag means English; a work that names no language counts as English."""
    return tag in ("", ENGLISH)
