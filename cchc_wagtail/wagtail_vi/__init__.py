"""Wagtail's own interface in Vietnamese: the catalogues, and what makes Wagtail read them.

The words follow the glossary in ``docs/reference/tu-dien-thuat-ngu.md``.
"""
