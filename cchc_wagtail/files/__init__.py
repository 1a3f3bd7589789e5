"""What stands in a Word, PDF, text or HTML file, opened in a process of its own. Pure Python."""

from .articles import ReadArticle
from .opening import MOST_BYTES, read_article, read_file
from .reading import ReadFile, Signature, UnreadableFile

__all__ = [
    "MOST_BYTES",
    "ReadArticle",
    "ReadFile",
    "Signature",
    "UnreadableFile",
    "read_article",
    "read_file",
]
