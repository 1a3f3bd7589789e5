"""The words of a revision, apart from the data that only the software keeps in it.

An editor that is opened and saved stores a revision even where nothing was changed: default values
that are computed always count as changed, rich text gets keys for its paragraphs, rows of an inline
list get other numbers. Two revisions with the same wording say the same to every reader.
"""

import json
import re
from html import unescape

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import JSONField
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME

_KEPT_BY_WAGTAIL = {
    "pk",
    "owner",
    "content_type",
    "depth",
    "draft_title",
    "first_published_at",
    "locked_by",
    "numchild",
    "path",
    "url_path",
}
_PARAGRAPH_KEY = re.compile(r'\s*\bdata-block-key="[^"]*"')
_SPACES = re.compile(r"\s+")
_BETWEEN_TAGS = re.compile(r"\s*(</?(?:p|h[1-6]|ul|ol|li|hr|blockquote)\b[^>]*>)\s*")
_SAME_TAGS = {"strong": "b", "em": "i"}
_NAMED_TAG = re.compile(r"(</?)(strong|em)\b")


def same_wording(one, other):
    """Tell whether the revisions ``one`` and ``other`` of one piece say the same."""
    return one.pk == other.pk or wording_of(one) == wording_of(other)


def wording_of(revision):
    """Return the wording of ``revision`` in a form that can be compared with another's."""
    content = revision.content
    read, wording = getattr(revision, "_cchc_wording", (None, None))
    if read is not content:
        # What has just been stored still holds dates, not yet their text.
        stored = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
        wording = _wording(revision.content_type.model_class(), stored)
        revision._cchc_wording = (content, wording)
    return wording


def _wording(model, content):
    said = {}
    for field in model._meta.get_fields():
        if field.name not in content or not _is_written(field):
            continue
        value = _value(field, content[field.name])
        if not _is_empty(value):
            said[field.name] = value
    relations = [*get_all_child_relations(model), *get_all_child_m2m_relations(model)]
    for relation in relations:
        name = relation.get_accessor_name() if relation.auto_created else relation.name
        if name in content and name != COMMENTS_RELATION_NAME:
            rows = _children(relation, content[name])
            if rows:
                said[name] = rows
    return said


def _is_written(field):
    return (
        field.concrete
        and not field.many_to_many
        and getattr(field, "editable", False)
        and not isinstance(field, ParentalKey)
        and field.name not in _KEPT_BY_WAGTAIL
    )


def _children(relation, rows):
    if not relation.auto_created:
        return sorted(rows, key=str)
    ordered = [(row.get("sort_order") or 0, row) for row in rows]
    said = [
        {key: value for key, value in _wording(relation.related_model, row).items() if key != "id"}
        for _order, row in sorted(ordered, key=lambda pair: pair[0])
    ]
    if any("sort_order" in row for row in rows):
        return said
    return sorted(said, key=lambda row: json.dumps(row, sort_keys=True, default=str))


def _value(field, value):
    if isinstance(field, StreamField):
        return _blocks(json.loads(value) if isinstance(value, str) else value)
    if isinstance(field, RichTextField):
        return _markup(value)
    if isinstance(field, JSONField):
        return value
    return _text(value)


def _blocks(value):
    """Return the data of a StreamField without the keys of its blocks."""
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys()
        said = {key: _blocks(inner) for key, inner in value.items()}
        return {
            key: inner
            for key, inner in said.items()
            if not _is_empty(inner) and not (is_block and key == "id")
        }
    if isinstance(value, list):
        return [_blocks(inner) for inner in value]
    return _markup(value) if isinstance(value, str) and "<" in value else _text(value)


def _is_empty(value):
    """Tell whether ``value`` is what a field holds that was left alone; 0 is an answer."""
    return value is None or value is False or value in ("", [], {})


def _text(value):
    """Return a text with one kind of line end and without spaces around it."""
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _markup(value):
    """Return rich text as one form of all that the editor writes for the same text."""
    text = _PARAGRAPH_KEY.sub("", value or "")
    text = _NAMED_TAG.sub(lambda tag: tag[1] + _SAME_TAGS[tag[2]], text)
    text = _SPACES.sub(" ", unescape(text).replace("\xa0", " "))
    text = _BETWEEN_TAGS.sub(r"\1", text).strip()
    return text.replace("<p></p>", "")
