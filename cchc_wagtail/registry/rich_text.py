"""Tables in the text of a document: shown in the editor, and kept whatever is written around them.

Draftail has no tables, and would leave their text behind as paragraphs.
"""

import re
from html import escape

import nh3
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate_models import Block, Entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    STRIP_WHITESPACE,
    AtomicBlockEntityElementHandler,
)

FEATURE = "cchc-table"
ENTITY = "CCHC_TABLE"
_SPANS = {"colspan", "rowspan"}
_KEPT = {"table": set(), "tbody": set(), "tr": set(), "td": _SPANS, "th": _SPANS, "br": set()}
_WHOLE = re.compile(r"<table>.*</table>", re.DOTALL)


def clean_table(html):
    """Return ``html`` with nothing in it but one plain table; empty where there is none."""
    clean = nh3.clean(html, tags=set(_KEPT), attributes={k: v for k, v in _KEPT.items() if v})
    found = _WHOLE.search(clean)
    return found[0] if found else ""


class _TableHandler(AtomicBlockEntityElementHandler):
    """Gathers a table of the database format into one block that the editor cannot break."""

    def create_entity(self, name, attrs, state, contentstate):
        self._entity = Entity(ENTITY, "IMMUTABLE", {"html": ""})
        return self._entity

    def handle_starttag(self, name, attrs, state, contentstate):
        super().handle_starttag(name, attrs, state, contentstate)
        state.push()
        state.table = ["<table>"]
        state.table_entity = self._entity
        _begin_text(state)

    def handle_endtag(self, name, state, contentstate):
        html = clean_table("".join([*state.table, "</table>"]))
        state.table_entity.data["html"] = html
        state.table = None
        state.pop()
        state.current_block = None


class _PartHandler:
    """A row or cell; its text goes into the table and into no block of the editor."""

    def handle_starttag(self, name, attrs, state, contentstate):
        if getattr(state, "table", None) is not None:
            given = "".join(f' {key}="{escape(value or "")}"' for key, value in attrs)
            state.table.append(f"<{name}{given}>")
            _begin_text(state)

    def handle_endtag(self, name, state, contentstate):
        if getattr(state, "table", None) is not None:
            text = state.current_block.text if state.current_block else ""
            if name in ("td", "th"):
                state.table.append(escape(text, quote=False).replace("\n", "<br/>"))
            state.table.append(f"</{name}>")
            _begin_text(state)


def _begin_text(state):
    state.current_block = Block("unstyled")
    state.leading_whitespace = STRIP_WHITESPACE


def _as_markup(props):
    return DOM.parse_html(clean_table(props.get("html", "")) or "<p></p>")


CONVERSION = {
    "from_database_format": {
        "table": _TableHandler(),
        **{name: _PartHandler() for name in ("tr", "td", "th")},
    },
    "to_database_format": {"entity_decorators": {ENTITY: _as_markup}},
}
