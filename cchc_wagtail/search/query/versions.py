"""What is there in several languages is one result, in the reader's where it is in that."""

from django.db.models import Exists, OuterRef

from ..models import SearchEntry, passage_id


def one_of_each(engine, passages, language, scope):
    """Return ``passages`` (entry → passage, the best first) with one version of each page.

    That is the version in ``language``, be it one that does not match itself, else the best; it
    stands where the best of them stood. Returned besides: entry → the other versions, as keys.
    ``scope`` is a ``Q`` that all versions have to fit.
    """
    versions = _versions(engine, passages, scope)
    key_of = {entry: key for key, found in versions.items() for entry in found.values()}
    shown, others = {}, {}
    seen = set()
    for entry, passage in passages.items():
        key = key_of.get(entry)
        if key is None:
            shown[entry] = passage
        elif key not in seen:
            seen.add(key)
            best = versions[key].get(language, entry)
            shown[best] = passages.get(best, passage_id(best, 0))
            others[best] = [one for one in versions[key].values() if one != best]
    return shown, others


def _versions(engine, passages, scope):
    """Return key → language → entry, of what matches and has an entry in another language."""
    other = SearchEntry.objects.filter(translation_key=OuterRef("translation_key"))
    matching = SearchEntry.objects.filter(
        Exists(other.exclude(pk=OuterRef("pk"))),
        pk__in=engine.id_set(passages),
        translation_key__isnull=False,
    )
    rows = SearchEntry.objects.filter(scope, translation_key__in=matching.values("translation_key"))
    versions = {}
    for key, language, entry in rows.values_list("translation_key", "language", "pk"):
        versions.setdefault(key, {})[language] = entry
    return versions
