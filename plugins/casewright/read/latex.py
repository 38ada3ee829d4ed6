"""LaTeX as found in BibTeX values → Unicode text.

Accents, signs, dashes, quotation marks and braces, which is nearly all there is, are read by tables; pylatexenc, which
is a hundred times slower, reads the rest. Between the two steps, signs from Unicode's private use area stand for what
has a meaning of its own: tags of CSL, literal braces, and the edges of groups whose capitals are kept.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as get_default_texts
from pylatexenc.latexwalker import LatexWalker
from pylatexenc.latexwalker import get_default_latex_context_db as get_default_macros
from pylatexenc.macrospec import MacroSpec

from casewright.model.rich_text import literal

KEPT, END_KEPT = "\ue012", "\ue013"
"""What begins and ends a group whose capitals are kept."""

_LONGEST = 50_000
"""Longer values, which no reference has, are read by the tables alone."""

_EDGE = re.compile(f"({KEPT})(\\s+)|(\\s+)({END_KEPT})")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PLAIN = re.compile(r"[^\\{}$`'\"~%&#^_\-]*\Z")
_OPEN, _CLOSE, _DOLLAR, _BACKSLASH, _APOSTROPHE = "\ue014\ue015\ue016\ue017\ue01a"
_TAG, _END_TAG, _QUOTE, _END_QUOTE = "\ue010\ue011\ue018\ue019"
TAG_SIGNS = {ord("<"): _TAG, ord(">"): _END_TAG}
"""What stands for the edges of tags until the text is done."""

_OURS = re.compile(f"{_TAG}[^{_END_TAG}]*{_END_TAG}|{KEPT}|{END_KEPT}")
_LITERAL = {ord(_OPEN): "{", ord(_CLOSE): "}", ord(_DOLLAR): "$", ord(_BACKSLASH): "\\", ord(_APOSTROPHE): "'"}

_COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361", "G": "\u030f", "h": "\u0309", "U": "\u030e",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "ldots": "…", "dots": "…", "textellipsis": "…", "euro": "€", "EUR": "€", "texteuro": "€",
    "pounds": "£", "textsterling": "£", "textendash": "–", "textemdash": "—", "textquoteleft": "‘",
    "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": _APOSTROPHE,
    "guillemotleft": "«", "guillemotright": "»", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "slash": "/",
    "textbackslash": _BACKSLASH, "textdollar": _DOLLAR, "textbraceleft": _OPEN, "textbraceright": _CLOSE,
    "textasciitilde": "~", "textunderscore": "_", "textasciicircum": "^", "textdegree": "°", "degree": "°",
    "textperiodcentered": "·", "textbullet": "•", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "textcopyright": "©", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "textless": "<", "textgreater": ">",
    "textbar": "|", "textquotedbl": '"', "quotedblbase": "„", "quotesinglbase": "‚", "TeX": "TeX", "LaTeX": "LaTeX",
    "BibTeX": "BibTeX", "newblock": "", "relax": "", "protect": "", "hyphen": "-", "textordfeminine": "ª",
    "textordmasculine": "º",
}  # fmt: skip
_ACCENT = re.compile(
    r"\\(?:(['`^\"~=.])\s{0,9}|([cvuHkrdbtGhU])(?:(?=\s{0,9}(?:\{|\\[ij](?![A-Za-z])))\s{0,9}|\s{1,9}))"
    r"(?:\{\s{0,9}(?:\\([ij])|([^\W\d_])\u0307?)\s{0,9}\}|\\([ij])(?![A-Za-z])\s{0,9}|([^\W\d_]))"
)
_TIE = re.compile(r"\\t\{([^\W\d_])([^\W\d_])\}")
_NAMED = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?:\{{\}}|(?![A-Za-z])\s{{0,9}})")
_ESCAPED = re.compile(r"\\([&%$#_{}\\ ,;:!/\-@~^])(\{\})?")
_ESCAPES = {
    "{": _OPEN, "}": _CLOSE, "$": _DOLLAR, "\\": " ", " ": " ", ",": "\N{THIN SPACE}", ";": " ", ":": " ", "!": "",
    "/": "", "-": "", "@": "", "~": "~", "^": "^",
}  # fmt: skip
_SIGN = re.compile(r"---|--|``|''|`|'|~|\"[`']")
_SIGNS = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "'": "’", "~": " ", '"`': "„", "\"'": "“"}
_MATHS = re.compile(r"\$(?=[^\s$])([^$]{0,500}?[^\s$])??\$(?!\d)|\\\((.{1,500}?)\\\)")
_SCRIPT = re.compile(r"([_^])\s?(?:\{([^{}]{0,100})\}|(\\[A-Za-z]{1,30}|[^\s\\{}]))")
_MACRO_BEFORE = re.compile(r"\\(?:([A-Za-z]{1,40})\*?|['`^\"~=.])\s{0,9}\Z")
_QUOTING = frozenset({"enquote", "mkbibquote", "uppercase", "text", "mbox", "hbox"})
_MACRO = re.compile(r"\\([A-Za-z]{1,40})")
_LONGEST_MACRO = 42
_HIDDEN = {ord(char): 0xE020 + index for index, char in enumerate("%&#_^$~")}
_SHOWN = {hidden: char for char, hidden in _HIDDEN.items()}
"""Signs that would mean something to the parser and do not here."""

_TAGS = {
    "i": ("emph", "textit", "mkbibemph", "mkbibitalic", "textsl", "uline"),
    "b": ("textbf", "mkbibbold"),
    "sub": ("textsubscript",),
    "sup": ("textsuperscript", "mkbibsuperscript"),
}
_FIRST = (
    *("url", "nolinkurl", "path", "texttt", "textsc", "textrm", "textsf", "textup", "textnormal", "text", "mbox"),
    *(
        "hbox",
        "autocap",
        "NoCaseChange",
        "bibstring",
        "bibcpstring",
        "MakeUppercase",
        "uppercase",
        "ensuremath",
        "textls",
    ),
    *("lowercase", "MakeLowercase", "mkbibacro", "operatorname", "mathrm", "textgreek", "nobreakdash", "nocase"),
)
_SECOND = ("href", "foreignlanguage", "textcolor")
_NOTHING = ("noopsort", "hspace", "vspace", "kern", "label")


@lru_cache(maxsize=4096)
def to_text(latex: str) -> str:
    """Return what LaTeX prints, on one line and without any markup."""
    return " ".join(_OURS.sub("", decoded(latex)).split())


@lru_cache(maxsize=4096)
def to_rich_text(latex: str) -> str:
    """Return what LaTeX prints, on one line, with tags of CSL for italic, bold, raised and lowered letters."""
    return with_tags(decoded(latex))


def unknown_macros(latex: str) -> tuple[str, ...]:
    """Return the macros of a value that nothing here knows, each once: they are left out, what is in braces stays."""
    if "\\" not in latex:
        return ()
    left = _MACRO.findall(_by_tables(_PRIVATE.sub("", latex)))
    return tuple(dict.fromkeys(name for name in left if name not in _known_macros()))


def with_tags(text: str) -> str:
    """Return decoded text with what stood for tags made tags, and nothing else that a style would take for one.

    The edges of kept groups go.
    """
    text = " ".join(literal(text).replace(KEPT, "").replace(END_KEPT, "").split())
    return text.replace(_TAG, "<").replace(_END_TAG, ">") if _TAG in text else text


def decoded(latex: str) -> str:
    """Return what LaTeX prints, on one line, with signs that stand for tags and for groups whose capitals are kept.

    A value that cannot be parsed is returned without its braces.
    """
    latex = _PRIVATE.sub("", latex)
    if _PLAIN.match(latex):
        return " ".join(latex.split())
    text = _by_tables(_grouped(latex) if "{" in latex else latex)
    if "\\" in text:
        text = _by_parser(text)
    text = text.replace("{", "").replace("}", "")
    if KEPT in text:
        text = _EDGE.sub(lambda found: (found[2] + found[1]) if found[1] else (found[4] + found[3]), text)
    return _quotes(" ".join(text.translate(_LITERAL).split()))


def _by_tables(text: str) -> str:
    if "\\" in text:
        text = _TIE.sub("\\1\u0361\\2", text)
        before = None
        while before != text and "\\" in text:  # accents upon accents
            before, text = text, _ACCENT.sub(_accented, text)
        text = _NAMED.sub(lambda found: _LETTERS[found[1]], text)
        text = _ACCENT.sub(_accented, text)
        text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)
    if "$" in text or "\\(" in text:
        text = _MATHS.sub(_formula, text)
    return _SIGN.sub(lambda found: _SIGNS[found[0]], text)


def _accented(found: re.Match[str]) -> str:
    mark = _COMBINING[found[1] or found[2]]
    letter = found[3] or found[4] or found[5] or found[6]
    return unicodedata.normalize("NFC", letter.replace("ı", "i").replace("ȷ", "j") + mark)


def _formula(found: re.Match[str]) -> str:
    inner = found[1] or found[2] or ""
    scripts = {"_": "\\textsubscript", "^": "\\textsuperscript"}
    inner = _SCRIPT.sub(lambda part: f"{scripts[part[1]]}{{{part[2] or part[3] or ''}}}", inner)
    return f"{{{inner}}}"


def _grouped(latex: str) -> str:
    """Mark the groups whose capitals are kept: those in braces, but for the arguments of accents and quotations."""
    out: list[str] = []
    closing: list[str | None] = []
    depth = start = 0
    for sign in re.finditer(r"\\[{}\\]|[{}]", latex):
        if len(sign[0]) > 1:
            continue
        out.append(latex[start : sign.start()])
        start = sign.end()
        if sign[0] == "{":
            is_group = depth == 0 and _keeps_capitals(latex, sign.start())
            depth += is_group or depth > 0
            closing.append(END_KEPT if is_group else (None if depth == 0 else ""))
            out.append("{" + (KEPT if is_group else ""))
        elif closing:
            mark = closing.pop()
            depth -= mark is not None
            out.append((mark or "") + "}")
    return "".join([*out, latex[start:]])


def _keeps_capitals(latex: str, at: int) -> bool:
    macro = _MACRO_BEFORE.search(latex[max(at - _LONGEST_MACRO, 0) : at])
    if macro is None:
        return True
    name = macro[1] or ""
    return len(name) > 1 and name not in _QUOTING


def _by_parser(text: str) -> str:
    if len(text) > _LONGEST:
        return _stripped(text)
    macros, converter = _parser()
    try:
        nodes, _, _ = LatexWalker(
            text.translate(_HIDDEN), latex_context=macros, tolerant_parsing=True
        ).get_latex_nodes()
        return str(converter.nodelist_to_text(nodes)).translate(_SHOWN)
    except (ValueError, IndexError, RecursionError):
        return _stripped(text)


def _stripped(text: str) -> str:
    return re.sub(r"\\[A-Za-z]{1,40}\*?\s?|\\", "", text)


@cache
def _known_macros() -> frozenset[str]:
    macros, converter = _parser()
    return frozenset(
        spec.macroname for spec in (*macros.iter_macro_specs(), *converter.latex_context.iter_macro_specs())
    )


@cache
def _parser() -> tuple[Any, LatexNodes2Text]:
    """Return which arguments macros have, and the converter that knows their text; ours go before pylatexenc's."""
    specs: list[tuple[str, str, str]] = [
        *(
            (name, "{", f"{_TAG}{tag}{_END_TAG}%(1)s{_TAG}/{tag}{_END_TAG}")
            for tag, names in _TAGS.items()
            for name in names
        ),
        *((name, "*{", f"{_QUOTE}%(2)s{_END_QUOTE}") for name in ("enquote", "mkbibquote")),
        *((name, "{", "%(1)s") for name in _FIRST),
        *((name, "{{", "%(2)s") for name in _SECOND),
        *((name, "{", "") for name in _NOTHING),
        ("mkbibparens", "{", "(%(1)s)"),
        ("mkbibbrackets", "{", "[%(1)s]"),
    ]
    macros, texts = get_default_macros(), get_default_texts()
    macros.add_context_category("casewright", prepend=True, macros=[MacroSpec(name, args) for name, args, _ in specs])
    texts.add_context_category(
        "casewright", prepend=True, macros=[MacroTextSpec(name, simplify_repl=text) for name, _, text in specs]
    )
    return macros, LatexNodes2Text(texts, math_mode="verbatim", strict_latex_spaces=False)


def _quotes(text: str) -> str:
    """Return text with the signs for quotations made quotation marks: double ones outside, single ones inside."""
    if _QUOTE not in text:
        return text
    out, depth = [], 0
    for char in text:
        if char == _QUOTE:
            out.append("“" if depth % 2 == 0 else "‘")
            depth += 1
        elif char == _END_QUOTE:
            depth -= 1
            out.append("”" if depth % 2 == 0 else "’")
        else:
            out.append(char)
    return "".join(out)
