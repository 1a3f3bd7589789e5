"""Matching entries as a reader sees them."""

import re
from dataclasses import dataclass

from django.urls import get_script_prefix
from wagtail.models import Site

from cchc_wagtail.frontend.languages import LanguageLink, content_languages, default_language

from ..kinds import label_of
from ..models import SearchEntry, SearchPassage, passage_id
from ..text.highlights import Highlighter
from .results import Hit

_NAME = re.compile(r"([0-9]{1,9})-([\w-]{1,255})")


def entry_named(name):
    """Return the ``SearchEntry`` of the hit called ``name`` (``Hit.name``), or None."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    return SearchEntry.objects.filter(content_type=match[1], object_id=match[2]).first()


@dataclass(frozen=True)
class Found:
    """An entry with the passage that matches, and the text that shows it best."""

    entry: SearchEntry
    passage: SearchPassage
    text: str

    def holds(self, syllables):
        """Tell whether title and passage hold all of ``syllables`` (folded) between them."""
        folded = self.entry.folded_title + self.passage.folded
        return all(f" {syllable} " in folded for syllable in syllables)


def load(places):
    """Return the ``Found`` of ``places`` (entry id, passage id), in their order.

    What was removed since it was found is left out.
    """
    numbers = {number for _, number in places} | {passage_id(entry, 1) for entry, _ in places}
    passages = SearchPassage.objects.select_related("entry").in_bulk(list(numbers))
    return [
        Found(
            passages[number].entry,
            passages[number],
            _text(passages[number].entry, passages[number], passages.get(passage_id(entry_id, 1))),
        )
        for entry_id, number in places
        if number in passages
    ]


def as_hits(found, queries, site, versions, to_mentions=True):
    """Return a ``Hit`` for each ``Found``, with marks where one of ``queries`` stands in it.

    ``versions`` maps an entry to the entries of the same page in other languages. What only
    mentions the query (``SearchPassage.speaks``) is led to where it does if ``to_mentions``, else
    to its beginning.
    """
    highlighter = Highlighter([syllable for query in queries for syllable in query.syllables])
    others = [other for one in found for other in versions.get(one.entry.pk, ())]
    entries = SearchEntry.objects.in_bulk(others) if others else {}
    hits = []
    for one in found:
        same = [entries[pk] for pk in versions.get(one.entry.pk, ()) if pk in entries]
        links = [LanguageLink(e.language, address_of(e, site), False) for e in same]
        anchor = one.passage.anchor if to_mentions or one.passage.speaks else ""
        hits.append(_hit(one, anchor, highlighter, site, links))
    return hits


def _text(entry, passage, first):
    # The passage that repeats the title shows nothing new: the summary does, or the first text.
    if passage.pk != passage_id(entry.pk, 0):
        return passage.text
    return entry.summary or (first.text if first else "")


def _hit(found, anchor, highlighter, site, versions):
    entry = found.entry
    return Hit(
        url=address_of(entry, site) + (f"#{anchor}" if anchor else ""),
        title=entry.title,
        kind=entry.kind,
        kind_label=label_of(entry.kind),
        key=entry.key,
        summary=entry.summary,
        date=entry.date,
        highlights={
            "title": highlighter.mark(entry.title),
            "text": highlighter.snippet(found.text),
        },
        content_type_id=entry.content_type_id,
        object_id=entry.object_id,
        language=(entry.language or default_language()) if content_languages() else "",
        versions=versions,
    )


def address_of(entry, site):
    """Return the address, a full one where the entry belongs to another site than ``site``."""
    path = get_script_prefix() + entry.url.removeprefix("/")
    if entry.site_id is None or (site is not None and entry.site_id == site.pk):
        return path
    roots = {root.site_id: root.root_url for root in Site.get_site_root_paths()}
    return path if len(roots) == 1 else roots.get(entry.site_id, "") + path
