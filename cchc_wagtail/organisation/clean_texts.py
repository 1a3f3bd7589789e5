"""Text that Word and PDF files bring along is cleaned where it enters: whenever a row is stored.

Forms, imports, logs and code all end there, so no export and no feed meets a character that it may
not hold.
"""

from django.db.models import CharField, TextField
from django.db.models.signals import pre_save
from wagtail.fields import StreamField

from cchc_wagtail.language import printable


def clean_texts_of(models):
    """Clean the texts of each of ``models`` and of their rows in revisions when they are stored."""
    for model in models:
        pre_save.connect(clean_row, sender=model, dispatch_uid=f"cchc_clean_{model._meta.label}")


def clean_row(instance, **kwargs):
    for field in instance._meta.concrete_fields:
        if isinstance(field, StreamField) or not isinstance(field, CharField | TextField):
            continue
        value = instance.__dict__.get(field.attname)
        if isinstance(value, str):
            setattr(instance, field.attname, clean(value, one_line=isinstance(field, CharField)))


def clean_revision(instance, **kwargs):
    """Clean all texts in the content of a revision, those of StreamFields among them."""
    instance.content = clean_data(instance.content)


def clean_data(value):
    """Return JSON ``value`` with all of its texts clean."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: clean_data(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [clean_data(inner) for inner in value]
    return value


def clean(text, *, one_line=False):
    """Return ``text`` without control characters, on one line if asked."""
    cleaned = printable(text)
    return " ".join(cleaned.splitlines()) if one_line and cleaned != text else cleaned
