"""Vietnamese as text: normal form, folding, syllables, order, dates. Pure Python."""

from .collation import sort_key
from .dates import format_date, format_date_long, parse_date
from .normal import fold, has_marks, normalise, printable, slugify
from .spelling import is_word, with_y
from .tokens import Span, bigrams, spans, syllables

__all__ = [
    "Span",
    "bigrams",
    "fold",
    "format_date",
    "format_date_long",
    "has_marks",
    "is_word",
    "normalise",
    "parse_date",
    "printable",
    "slugify",
    "sort_key",
    "spans",
    "syllables",
    "with_y",
]
