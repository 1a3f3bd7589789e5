"""What stands in a Word, PDF, text or HTML file, opened in a process of its own. Pure Python."""

from .opening import MOST_BYTES, read_file
from .reading import ReadFile, Signature, UnreadableFile

__all__ = ["MOST_BYTES", "ReadFile", "Signature", "UnreadableFile", "read_file"]
