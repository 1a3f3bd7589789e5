import swapper
from django.db.models import Q
from django.utils.module_loading import import_string
from wagtail.contrib.routable_page.models import path
from wagtail.models import PageViewRestriction

from .languages import content_languages
from .restrictions import is_unrestricted


def path_to(route, view, *, name):
    """Return a method of a ``RoutablePageMixin`` that answers at ``route`` below the page.

    ``view`` is the dotted path of a view that takes the request, the page, and what stands in the
    route: a page type cannot import a view, as that knows the page type.
    """

    def answer(page, request, *args, **kwargs):
        return import_string(view)(request, page, *args, **kwargs)

    return path(route, name=name)(answer)


def with_openness(condition):
    """Return the pages that fulfil ``condition``, each with ``is_open``: may everybody read it?"""
    pages = swapper.load_model("wagtailcore", "Page").objects.filter(condition)
    return pages.select_related("content_type", "locale").annotate(is_open=is_unrestricted())


class KnownAncestorsMixin:
    """Knows from the way to it who may read the page, and in which languages it is.

    ``known_pages`` are those that ``known_with()`` names, as ``with_openness`` gives them: the page
    in each language, itself among them. None where it was not found at its address.
    """

    known_pages = None

    def known_with(self):
        """Return the condition on the pages that are asked for with this one."""
        return Q(translation_key=self.translation_key)

    def route(self, request, path_components):
        if not path_components and self.known_pages is None:
            self.known_pages = list(with_openness(self.known_with()))
        return super().route(request, path_components)

    def get_view_restrictions(self):
        page, ids = self, [self.pk]
        # Nothing above the site's root, at depth 2, can be private: it has no address.
        while page.depth > 2 and not page.alias_of_id and hasattr(page, "_cached_parent_obj"):
            page = page._cached_parent_obj
            ids.append(page.pk)
        if page.depth > 2 or page.alias_of_id:
            return super().get_view_restrictions()
        if any(one.is_open for one in self.known_pages or () if one.pk == self.pk):
            return PageViewRestriction.objects.none()
        return PageViewRestriction.objects.filter(page_id__in=ids)


class SubtreeRouteMixin(KnownAncestorsMixin):
    """Finds the page for an address in one step, where Wagtail takes two queries for each level.

    A page type names in ``route_select_related`` the foreign keys that its template shows.
    """

    route_select_related = []

    def route(self, request, path_components):
        page = self._find(path_components)
        if page is None:
            return super().route(request, path_components)
        return page.route(request, [])

    def _find(self, path_components):
        """Return the specific page below this one, its parents attached; None where none is."""
        if not path_components:
            return None
        url_paths = [
            "".join([self.url_path, *(f"{part}/" for part in path_components[:length])])
            for length in range(1, len(path_components) + 1)
        ]
        found = list(with_openness(_at(url_paths)))
        chain = {page.url_path: page for page in found if page.url_path in url_paths}
        if len(chain) < len(url_paths):
            return None
        parent = self
        for url_path in url_paths:
            chain[url_path]._cached_parent_obj = parent
            parent = chain[url_path]
        model = parent.content_type.model_class()
        if model is None:
            return None
        related = getattr(model, "route_select_related", [])
        page = model._default_manager.select_related("locale", *related).get(pk=parent.pk)
        page._cached_parent_obj = parent._cached_parent_obj
        page.known_pages = found
        return page


def _at(url_paths):
    """Return the condition on the pages of a way, and on the last of them in other languages."""
    condition = Q(url_path__in=url_paths)
    if not content_languages():
        return condition
    pages = swapper.load_model("wagtailcore", "Page").objects
    last = pages.filter(url_path=url_paths[-1])
    return condition | Q(translation_key__in=last.values("translation_key"))
