"""Legal citations in free text. Pure Python."""

from .citation import ArticleReference, Citation
from .finder import find_citations
from .numbers import DocumentNumber

__all__ = ["ArticleReference", "Citation", "DocumentNumber", "find_citations"]
