"""What stands in a Word, PDF, text or HTML file, and Word templates that are filled in.

Each is opened in a process of its own. Pure Python.
"""

from .articles import ReadArticle
from .opening import MOST_BYTES, Picture, fill_template, read_article, read_file
from .reading import ReadFile, Signature, UnreadableFile
from .word_templates.problems import BadTemplate, Place, Problem

__all__ = [
    "MOST_BYTES",
    "BadTemplate",
    "Picture",
    "Place",
    "Problem",
    "ReadArticle",
    "ReadFile",
    "Signature",
    "UnreadableFile",
    "fill_template",
    "read_article",
    "read_file",
]
