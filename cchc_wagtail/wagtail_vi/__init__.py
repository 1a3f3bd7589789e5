"""Wagtail's own interface in Vietnamese: a catalogue, no code of its own.

The words follow the glossary in ``docs/reference/tu-dien-thuat-ngu.md``.
"""
