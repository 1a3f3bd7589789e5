from cchc_wagtail.search.models import SearchEntry


def indices(home):
    return _entries("index", home)


def one_stop(home):
    return _entries("one-stop", home).exclude(summary="")


def _entries(kind, home):
    """Return the entries of ``kind`` below ``home``: their summaries are what they say in short."""
    site, _root, path = home.get_url_parts()
    return SearchEntry.objects.filter(kind=kind, site=site, url__startswith=path).order_by("pk")
