"""Legal citations in free text. Pure Python."""

from .numbers import DocumentNumber

__all__ = ["DocumentNumber"]
