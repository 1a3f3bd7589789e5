"""Legal citations in free text. Pure Python."""

from .changes import Change
from .citation import ArticleReference, Citation
from .finder import find_citations, find_unsigned
from .heads import DocumentHead, read_head
from .numbers import DocumentNumber

__all__ = [
    "ArticleReference",
    "Change",
    "Citation",
    "DocumentHead",
    "DocumentNumber",
    "find_citations",
    "find_unsigned",
    "read_head",
]
