"""The description of an object that is to be found: given by itself, or read from its fields."""

from django.utils.timezone import localtime

from ..descriptions import EntryDescription, Searchable
from ..text.passages import plain_text, split_passages


def describe(instance):
    """Return the ``EntryDescription`` of a searchable object, or None to have none.

    A host's page that does not describe itself is described by its title, its description for
    search engines and the text of its ``search_fields``.
    """
    if isinstance(instance, Searchable):
        return instance.get_search_entry()
    texts = [
        _text(field.get_value(instance))
        for field in instance.get_searchable_search_fields()
        if field.field_name != "title"
    ]
    return EntryDescription(
        kind="page",
        key=instance.slug,
        title=instance.title,
        url=instance.url or "",
        summary=instance.search_description,
        date=instance.first_published_at and localtime(instance.first_published_at).date(),
        passages=split_passages(*texts),
    )


def _text(value):
    values = value if isinstance(value, (list, tuple)) else [value]
    return "\n".join(plain_text(str(one)) for one in values if one)
