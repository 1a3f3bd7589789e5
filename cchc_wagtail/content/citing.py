"""Which content cites documents, and the texts in which it does."""

from typing import NamedTuple

from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME
from wagtail.rich_text import get_text_for_indexing

from cchc_wagtail.conf import get_setting

_WITHOUT_PROSE = (models.SlugField, models.URLField, models.EmailField, models.FilePathField)
_NOT_SHOWN = {"draft_title", "url_path", "seo_title", "search_description"}


class Citing:
    """Mixin for a page or snippet in whose texts citations are looked for when it is published.

    All its rich texts, StreamFields and plain texts are read, and those of its inline children;
    ``citing_exclude`` names fields and children that are not. Page types of others take part by
    the setting ``CITING_MODELS`` instead.
    """

    citing_exclude = ()


class Text(NamedTuple):
    """A text of a piece of content: its field, its block in a StreamField, and what it says."""

    field: str
    block: str
    text: str


def citing_models():
    """Return the models in whose texts citations are looked for."""
    return [model for model in apps.get_models() if is_citing(model)]


def is_citing(model):
    """Tell whether citations are looked for in ``model``: by the mixin or by ``CITING_MODELS``."""
    named = [name.lower() for name in get_setting("CITING_MODELS")]
    return issubclass(model, Citing) or model._meta.label_lower in named


def texts_of(instance):
    """Yield the ``Text`` of everything that readers of ``instance`` may see."""
    for text in _own_texts(instance):
        if text.field not in _excluded(instance):
            yield text
    for relation, child in _children(instance):
        for text in _own_texts(child):
            yield text._replace(field=f"{relation}.{text.field}")


def references_of(instance, model):
    """Yield ``(field, key)`` of every foreign key from ``instance`` to a row of ``model``.

    Those of its inline children are among them; the key of a child's is ``child.field``.
    """
    yield from _own_references(instance, model)
    for relation, child in _children(instance):
        for field, key in _own_references(child, model):
            yield f"{relation}.{field}", key


def _excluded(instance):
    return (COMMENTS_RELATION_NAME, *getattr(instance, "citing_exclude", ()))


def _children(instance):
    for relation in get_all_child_relations(type(instance)):
        name = relation.get_accessor_name()
        if name not in _excluded(instance):
            for child in getattr(instance, name).all():
                yield name, child


def _own_texts(instance):
    for field in instance._meta.get_fields():
        if not _holds_prose(field):
            continue
        value = getattr(instance, field.name)
        if isinstance(field, StreamField):
            for child in value:
                for text in child.block.get_searchable_content(child.value):
                    yield Text(field.name, child.id or "", str(text))
        elif isinstance(field, RichTextField):
            yield Text(field.name, "", get_text_for_indexing(value or ""))
        else:
            yield Text(field.name, "", value or "")


def _holds_prose(field):
    if isinstance(field, StreamField):
        return True
    if not isinstance(field, models.CharField | models.TextField):
        return False
    if not field.editable or field.choices or isinstance(field, _WITHOUT_PROSE):
        return False
    return field.name not in _NOT_SHOWN


def _own_references(instance, model):
    for field in instance._meta.get_fields():
        if field.related_model is not model or field.auto_created or isinstance(field, ParentalKey):
            continue
        if field.many_to_many:
            for row in getattr(instance, field.name).all():
                yield field.name, row.pk
        elif getattr(instance, field.attname) is not None:
            yield field.name, getattr(instance, field.attname)
