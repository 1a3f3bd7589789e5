"""Text that Word and PDF files bring along is cleaned where it enters: whenever a row is stored.

Forms, imports, logs and code all end there, so no export and no feed meets a character that it may
not hold.
"""

import json

from django.db.models import CharField, TextField
from django.db.models.signals import pre_save
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Revision

from cchc_wagtail.language import printable

_ours = set()


def clean_texts_of(models):
    """Clean the texts of each of ``models``, and of their revisions, when they are stored."""
    for model in models:
        _ours.add(model)
        pre_save.connect(clean_row, sender=model, dispatch_uid=f"cchc_clean_{model._meta.label}")
    pre_save.connect(clean_revision, sender=Revision, dispatch_uid="cchc_clean_revision")


def clean_row(instance, **kwargs):
    for field in instance._meta.concrete_fields:
        if isinstance(field, StreamField) or not isinstance(field, CharField | TextField):
            continue
        value = instance.__dict__.get(field.attname)
        if isinstance(value, str):
            setattr(instance, field.attname, clean(value, one_line=isinstance(field, CharField)))


def clean_revision(instance, **kwargs):
    """Clean all texts in the content of a revision of ours, those of StreamFields among them."""
    model = instance.content_type.model_class()
    if model in _ours:
        instance.content = _clean_content(model, instance.content)
        instance.object_str = printable(instance.object_str)


def _clean_content(model, content):
    children = {
        relation.get_accessor_name(): relation.related_model
        for relation in get_all_child_relations(model)
    }
    fields = {field.name: field for field in model._meta.concrete_fields}
    cleaned = {}
    for name, value in content.items():
        if name in children:
            cleaned[name] = [_clean_content(children[name], row) for row in value]
        elif isinstance(fields.get(name), StreamField) and isinstance(value, str):
            cleaned[name] = json.dumps(_clean_data(json.loads(value)))
        elif isinstance(fields.get(name), CharField) and isinstance(value, str):
            cleaned[name] = clean(value, one_line=True)
        else:
            cleaned[name] = _clean_data(value)
    return cleaned


def _clean_data(value):
    """Return ``value``, as JSON holds it, with all of its texts clean."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean_data(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean_data(inner) for inner in value]
    return value


def clean(text, *, one_line=False):
    """Return ``text`` without control characters, on one line if asked."""
    cleaned = printable(text)
    return " ".join(cleaned.splitlines()) if one_line and cleaned != text else cleaned
