"""The facts that rooms show on the cards of results."""

from dataclasses import replace

from ..kinds import kind_of
from ..visibility import visible_objects


def with_cards(hits):
    """Return ``hits`` with the ``Card`` of each whose kind has cards; asked for once a kind."""
    keys = {}
    for hit in hits:
        keys.setdefault(hit.content_type_id, []).append(hit.object_id)
    cards = {}
    for content_type_id, object_ids in keys.items():
        kind = kind_of(content_type_id)
        if kind and kind.cards:
            found = kind.cards(visible_objects(kind.model).filter(pk__in=object_ids))
            cards |= {(content_type_id, str(key)): card for key, card in found.items()}
    return [replace(hit, card=cards.get((hit.content_type_id, hit.object_id))) for hit in hits]
