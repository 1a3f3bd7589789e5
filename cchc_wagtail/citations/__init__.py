"""Legal citations in free text. Pure Python."""

from .citation import ArticleReference, Citation
from .finder import find_citations, find_unsigned
from .numbers import DocumentNumber

__all__ = ["ArticleReference", "Citation", "DocumentNumber", "find_citations", "find_unsigned"]
