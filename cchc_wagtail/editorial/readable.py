"""The content of a piece in the words that a reader sees, field by field, line by line."""

import datetime
from decimal import Decimal

from bs4 import BeautifulSoup
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.language import format_date

_LINES = ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "embed"]


def readable_fields(panel, instance):
    """Yield ``(label, lines)`` of each field and inline list that ``panel`` lets one edit.

    ``panel`` is an edit handler, ``instance`` a page or snippet. A value a reader does not see,
    such as nothing or "no", gives no line.
    """
    if isinstance(panel, InlinePanel):
        rows = getattr(instance, panel.relation_name).all()
        lines = [_row(panel.child_edit_handler, row) for row in rows]
        yield str(panel.heading or panel.label), lines
    elif isinstance(panel, FieldPanel):
        label = panel.heading or capfirst(panel.db_field.verbose_name)
        yield str(label), list(_field(panel, instance))
    for child in getattr(panel, "children", []):
        yield from readable_fields(child, instance)


def _row(panel, row):
    parts = [
        f"{label}: {' · '.join(lines)}" for label, lines in readable_fields(panel, row) if lines
    ]
    return "; ".join(parts)


def _field(panel, instance):
    name, field = panel.field_name, panel.db_field
    value = getattr(instance, name)
    if isinstance(field, StreamField):
        yield from lines_of(value.stream_block, value)
    elif isinstance(field, RichTextField):
        yield from lines_of_markup(value)
    elif getattr(field, "many_to_many", False) or hasattr(value, "all"):
        yield from sorted(str(one) for one in value.all())
    elif getattr(field, "choices", None):
        yield from _said(getattr(instance, f"get_{name}_display")())
    else:
        yield from _said(value)


def lines_of(block, value):
    """Yield the lines that the ``value`` of a StreamField's ``block`` says."""
    if isinstance(block, blocks.StreamBlock):
        for child in value:
            yield from lines_of(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from lines_of(block.child_block, child)
    elif isinstance(block, blocks.StructBlock):
        yield from _struct(block, value)
    elif isinstance(block, blocks.RichTextBlock):
        yield from lines_of_markup(value.source if value else "")
    elif isinstance(block, blocks.ChoiceBlock):
        yield from _said(dict(block.field.choices).get(value, value))
    else:
        yield from _said(value)


def _struct(block, value):
    """Yield one line for what belongs together, then the lines of lists inside."""
    if in_words := getattr(value, "in_words", None):
        yield in_words
        return
    if value is None:
        return
    parts, inner = [], []
    for name, child in block.child_blocks.items():
        if isinstance(child, blocks.StreamBlock | blocks.ListBlock | blocks.RichTextBlock):
            inner += lines_of(child, value.get(name))
        elif value.get(name) is True:
            parts.append(str(child.label))
        else:
            text = " · ".join(lines_of(child, value.get(name)))
            parts += [f"{child.label}: {text}"] if text else []
    if parts:
        yield "; ".join(parts)
    yield from inner


def lines_of_markup(markup):
    """Yield the lines of rich text; a link says where it leads."""
    soup = BeautifulSoup(markup or "", "html.parser")
    for link in soup.find_all("a"):
        link.append(f" [{_target(link)}]")
    for one in soup.find_all(_LINES):
        if one.name == "embed":
            one.insert_before(f"[{one.get('alt') or one.get('url') or one.get('embedtype')}]")
        one.insert_before("\n")
        one.insert_after("\n")
    for line in soup.get_text().split("\n"):
        if text := " ".join(line.split()):
            yield text


def _target(link):
    models = {"page": Page, "document": get_document_model()}
    if model := models.get(link.get("linktype")):
        target = model.objects.filter(pk=link.get("id")).first()
        return str(target) if target else _("gone")
    return link.get("href", "")


def _said(value):
    if value is None or value is False or value == "":
        return
    if value is True:
        yield _("Yes")
    elif isinstance(value, datetime.datetime):
        local = clock.local(value)
        yield f"{local:%H:%M} {format_date(local.date())}"
    elif isinstance(value, datetime.date):
        yield format_date(value)
    elif isinstance(value, Decimal):
        yield f"{value.normalize():f}".replace(".", ",")
    else:
        yield from (line.strip() for line in str(value).splitlines() if line.strip())
