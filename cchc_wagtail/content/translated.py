"""The languages in which a page can be read."""

from django.db.models import Q
from django.utils.functional import cached_property

from cchc_wagtail.frontend.languages import LanguageLink, content_languages, default_language
from cchc_wagtail.frontend.routing import with_openness
from cchc_wagtail.search.visibility import public_pages


class TranslatedMixin:
    """A page that knows its versions in other languages: what Wagtail calls its translations."""

    @cached_property
    def language_versions(self):
        """The versions that everybody may read, in the order of the site's languages.

        The page itself is among them. Empty where it is the only one. One query, in a site with
        several languages alone, and none where the way to the page has told (``known_pages``).
        """
        languages = content_languages()
        if not languages:
            return []
        pages = self.known_pages
        if pages is None:
            pages = with_openness(Q(translation_key=self.translation_key))
        found = [
            page
            for page in pages
            if page.translation_key == self.translation_key and page.live and page.is_open
        ]
        found = [page for page in found if page.locale.language_code in languages]
        found.sort(key=lambda page: languages.index(page.locale.language_code))
        return found if len(found) > 1 else []

    def language_links(self, request=None):
        """Return the versions as ``LanguageLink``."""
        return [
            LanguageLink(page.locale.language_code, page.get_url(request), page.pk == self.pk)
            for page in self.language_versions
        ]

    def alternates(self, request):
        """Return ``(hreflang, full address)`` of each version, and ``x-default``; may be empty."""
        versions = {
            page.locale.language_code: page.get_full_url(request) for page in self.language_versions
        }
        if not versions:
            return []
        default = versions.get(default_language()) or next(iter(versions.values()))
        return [*versions.items(), ("x-default", default)]


def with_links(response, page, request):
    """Name in the head of ``response`` the address of ``page`` and its versions in other languages.

    There (RFC 8288), as whoever asks for the head alone, or reads no HTML, is told so too. Which
    filters are chosen makes no other page; a further page of a list is one (RFC 6596).
    """
    links = [
        f'<{address}>; rel="alternate"; hreflang="{code}"'
        for code, address in page.alternates(request)
    ]
    if "page" not in request.GET:
        links.insert(0, f'<{page.get_full_url(request)}>; rel="canonical"')
    if links:
        response["Link"] = ", ".join(filter(None, [response.get("Link"), *links]))
    return response


def in_language_of(page, chosen):
    """Return the public pages among ``chosen``, each in the language of ``page`` if it is in that.

    ``chosen`` is a query set of pages of one type, in whatever language they were chosen; what
    comes back is a list, in the order of its model's keys.
    """
    own = Q(locale_id=page.locale_id, translation_key__in=chosen.values("translation_key"))
    pages = chosen.model._default_manager.filter(own | Q(pk__in=chosen.values("pk")))
    versions = {}
    for version in public_pages(pages).order_by("pk"):
        known = versions.get(version.translation_key)
        if known is None or version.locale_id == page.locale_id:
            versions[version.translation_key] = version
    return list(versions.values())
