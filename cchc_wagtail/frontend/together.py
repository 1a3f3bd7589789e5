"""What the blocks of a body point at, asked for together.

Wagtail asks the database once for each type of block, and again for each part of it that chooses
something. Here it is asked once for each model, whichever blocks choose its objects.
"""

from collections import defaultdict
from contextvars import ContextVar
from copy import copy

from wagtail import blocks

#: Model → key → object, while the blocks of a body are made.
_at_hand = ContextVar("at_hand", default=None)


class Together:
    """Mixin for a chooser block, before Wagtail's own: what is chosen is fetched with the rest.

    Of one that shows by ``key_alone`` nothing is fetched: it gets objects without more than a key.
    """

    key_alone = False

    def bulk_to_python(self, values):
        at_hand = _at_hand.get()
        if at_hand is None:
            return super().bulk_to_python(values)
        if self.key_alone:
            return [None if key is None else self.model_class(pk=key) for key in values]
        # An object of its own for each, as Wagtail has it.
        objects = at_hand.get(self.model_class, {})
        return [copy(objects.get(key)) for key in values]

    def deconstruct(self):
        # For a migration it is Wagtail's own.
        _path, args, kwargs = super().deconstruct()
        own = next(one for one in type(self).__mro__ if one.__module__.startswith("wagtail."))
        return f"{own.__module__}.{own.__name__}", args, kwargs


def fetch_together(streams):
    """Make the blocks of ``streams``, values of StreamFields, with one query for each model."""
    wanted = defaultdict(set)
    for stream in streams:
        for raw in stream.raw_data:
            child = stream.stream_block.child_blocks[raw["type"]]
            for model, key in _chosen(child, raw["value"]):
                wanted[model].add(key)
    at_hand = {model: model._default_manager.in_bulk(keys) for model, keys in wanted.items()}
    token = _at_hand.set(at_hand)
    try:
        for stream in streams:
            list(stream)
    finally:
        _at_hand.reset(token)


def _chosen(block, raw):
    """Yield (model, key) of all that is chosen in the stored value ``raw`` of ``block``."""
    if raw is None:
        return
    if isinstance(block, Together):
        if not block.key_alone:
            yield block.model_class, raw
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from _chosen(child, raw.get(name))
    elif isinstance(block, blocks.ListBlock):
        for item in raw:
            yield from _chosen(block.child_block, item["value"] if _is_wrapped(item) else item)


def _is_wrapped(item):
    # Wagtail stores the items of a list with their ids.
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item
