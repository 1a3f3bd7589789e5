from cchc_wagtail.search.models import SearchEntry


def indices(home):
    return _entries("index", home)


def one_stop(home):
    return [entry for entry in _entries("one-stop", home) if entry.summary]


def _entries(kind, home):
    """Return the entries of ``kind`` below ``home``: their summaries are what they say in short.

    Both kinds are asked for at once, and once for a home.
    """
    if not hasattr(home, "_cchc_indicators"):
        site, _root, path = home.get_url_parts()
        both = SearchEntry.objects.filter(kind__in=["index", "one-stop"], site=site)
        home._cchc_indicators = list(both.filter(url__startswith=path).order_by("pk"))
    return [entry for entry in home._cchc_indicators if entry.kind == kind]
