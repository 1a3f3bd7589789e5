"""The languages of a site's content, and which of several versions of a page a reader gets."""

from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant
from wagtail.models import Site


class LanguageLink(NamedTuple):
    """A link to the same thing in another language, or to what is shown now."""

    code: str
    url: str
    is_current: bool

    @property
    def name(self) -> str:
        """The name of the language in itself."""
        return name_of(self.code)


def content_languages() -> list[str]:
    """Return the codes of the languages of the site's pages; empty where there is but one."""
    if not getattr(settings, "WAGTAIL_I18N_ENABLED", False):
        return []
    codes = list(get_content_languages())
    return codes if len(codes) > 1 else []


def default_language() -> str:
    """Return the code of the language in which all is that does not say its language."""
    return get_supported_content_language_variant(settings.LANGUAGE_CODE)


def reader_language() -> str:
    """Return the content's language that the active one asks for; empty where there is but one."""
    if not content_languages():
        return ""
    try:
        return get_supported_content_language_variant(get_language() or settings.LANGUAGE_CODE)
    except LookupError:
        return default_language()


def name_of(code: str) -> str:
    """Return what the language ``code`` is called in itself; the code where nobody knows."""
    try:
        name = get_language_info(code)["name_local"]
    except KeyError:
        return get_content_languages().get(code, code)
    return name[:1].upper() + name[1:]


def in_reader_language_first(pages: QuerySet[Any], *order: str) -> QuerySet[Any]:
    """Return the query set ``pages`` in the given order, those in the reader's language first."""
    language = reader_language()
    if not language:
        return pages.order_by(*order)
    in_it = When(locale__language_code=language, then=Value(0))
    return pages.order_by(Case(in_it, default=Value(1)), *order)


def in_reader_language(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of the query set ``pages`` that are in the reader's language."""
    language = reader_language()
    return pages.filter(locale__language_code=language) if language else pages


def pages_of_site(pages: QuerySet[Any], site: Site) -> QuerySet[Any]:
    """Return those of the query set ``pages`` that belong to ``site``, in all its languages."""
    below = Q()
    for root in _roots_of(site):
        below |= Q(path__startswith=root.path)
    return pages.filter(below)


def _roots_of(site: Site) -> list[Any]:
    """Return the root page of ``site`` in each language; asked for once a request."""
    if not content_languages():
        return [site.root_page]
    if not hasattr(site, "_cchc_roots"):
        site._cchc_roots = list(site.root_page.get_translations(inclusive=True))
    roots: list[Any] = site._cchc_roots
    return roots


def links_to_address(address: str) -> list[LanguageLink]:
    """Return ``LanguageLink`` of an address of ours in each language; empty where it has but one.

    An address has several where the site has included ours in Django's ``i18n_patterns``.
    """
    languages = content_languages()
    links = [
        LanguageLink(code, translate_url(address, code), code == reader_language())
        for code in languages
    ]
    return links if len({link.url for link in links}) == len(languages) else []
