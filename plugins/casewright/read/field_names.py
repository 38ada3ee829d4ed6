"""The names of fields that an entry may have: those of BibLaTeX (manual 3.19, section 2.2), BibTeX and ours."""

from __future__ import annotations

KNOWN_FIELDS = frozenset(
    """
    abstract accessed addendum address afterword annotation annotator annote archive archiveprefix archiveurl
    author authortype bookauthor bookpagination booksubtitle booktitle booktitleaddon chapter commentator
    composer copyright crossref date day director doi edition editor editora editoratype editorb editorbtype
    editorc editorctype editortype eid entryset entrysubtype eprint eprintclass eprinttype eventdate eventtitle
    eventtitleaddon execute file foreword gender groups holder howpublished hyphenation ids illustrator
    indexsorttitle indextitle insider institution interviewer introduction isan isbn ismn isrn issn issue issuesubtitle
    issuetitle issuetitleaddon iswc journal journalsubtitle journaltitle journaltitleaddon jourvol key keywords
    label langid langidopts language lastchecked library location mainsubtitle maintitle maintitleaddon month
    nameaddon note note_read number options organization origauthor origdate origlanguage origlocation
    origpublisher origtitle owner pages pagetotal pagination part pdf performer pmcid pmid presort primaryclass
    producer publisher pubstate read read_copy recipient related relatedoptions relatedstring relatedtype
    reprinttitle retracted school section series serieseditor shortauthor shorteditor shorthand shorthandintro
    shortjournal shortseries shorttitle sortkey sortname sortshorthand sorttitle sortyear subtitle timestamp
    title titleaddon translator type url urldate urlday urlmonth urlyear venue version volume volumes xdata xref
    year
    """.split()  # noqa: SIM905 - a table
)
