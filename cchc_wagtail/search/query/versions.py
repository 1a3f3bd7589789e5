"""Versions of one page in several languages: one result, in the reader's where there is one."""

from django.db.models import Exists, OuterRef

from ..models import SearchEntry, passage_id


def versions_among(entries, condition):
    """Return key → language → entry, of what is among ``entries`` and in several languages.

    ``entries`` stands behind an ``__in``; all versions have to fit ``condition``, a ``Q``.
    """
    other = SearchEntry.objects.filter(translation_key=OuterRef("translation_key"))
    several = SearchEntry.objects.filter(
        Exists(other.exclude(pk=OuterRef("pk"))), translation_key__isnull=False, pk__in=entries
    )
    rows = SearchEntry.objects.filter(
        condition, translation_key__in=several.values("translation_key")
    )
    versions = {}
    for key, language, entry in rows.values_list("translation_key", "language", "pk"):
        versions.setdefault(key, {})[language] = entry
    return versions


def one_of_each(passages, versions, language):
    """Return ``passages`` (entry → passage, the best first) with one version of each page.

    That is the version in ``language``, be it one that does not match itself, else the best; it
    stands where the best of them stood. Returned besides, of all ``versions`` (``versions_among``):
    the entry shown → the others.
    """
    key_of = {entry: key for key, found in versions.items() for entry in found.values()}
    best = {}
    for entry in passages:
        best.setdefault(key_of.get(entry), entry)
    shown = {
        key: found.get(language) or best.get(key, min(found.values()))
        for key, found in versions.items()
    }
    kept = {}
    for entry, passage in passages.items():
        if entry not in key_of:
            kept[entry] = passage
        elif (one := shown[key_of[entry]]) not in kept:
            kept[one] = passages.get(one, passage_id(one, 0))
    others = {
        one: [entry for entry in versions[key].values() if entry != one]
        for key, one in shown.items()
    }
    return kept, others
