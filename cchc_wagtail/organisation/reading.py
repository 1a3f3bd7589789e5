"""Readers of saved content: a fault in one never stands in the way of saving.

A room registers what it reads – citations, the search entry – as a reader. A fault in one is
logged and noted as ``UnreadContent``, which the Office sees in a report; it is tried again when the
content is saved the next time, by ``cchc_daily`` every day, and from the report.
"""

import logging
from collections.abc import Callable
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from .models import UnreadContent

logger = logging.getLogger(__name__)


class Reader(NamedTuple):
    """A reader: its subject in words, and ``read``, which takes the stored instance at hand."""

    label: str
    read: Callable[[models.Model], object]


READERS: dict[str, Reader] = {}


def register_reader(name, label, read):
    """Have ``read`` called under ``name``, at most 50 characters, by ``read_or_note``."""
    READERS[name] = Reader(label, read)


def read_or_note(name, instance):
    """Let the reader called ``name`` read ``instance``; return whether it could.

    What it wrote until a fault is undone, and nothing else of the transaction around.
    """
    place = _place(name, instance)
    try:
        with transaction.atomic():
            READERS[name].read(instance)
            UnreadContent.objects.filter(**place).delete()
    except Exception as error:
        logger.exception("%s of %r could not be read.", name, instance)
        UnreadContent.objects.update_or_create(
            **place, defaults={"error": f"{type(error).__name__}: {error}"[:1000]}
        )
        return False
    return True


def read_again():
    """Try once more what could not be read; return how much of it still cannot be."""
    for row in UnreadContent.objects.prefetch_related("content_object"):
        read_row(row)
    return UnreadContent.objects.count()


def read_row(row):
    """Try one ``UnreadContent`` once more; what no longer exists is forgotten."""
    if row.content_object is None or row.reader not in READERS:
        row.delete()
    else:
        read_or_note(row.reader, row.content_object)


def _place(name, instance):
    return {
        "content_type": ContentType.objects.get_for_model(instance),
        "object_id": str(instance.pk),
        "reader": name,
    }
