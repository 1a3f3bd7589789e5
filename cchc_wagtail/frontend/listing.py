from django.core.paginator import Paginator
from django.utils.module_loading import import_string


def typed_filters(request):
    """Return the parameters of ``request`` without NUL, which no database text may hold."""
    typed = request.GET.copy()
    for name, values in list(typed.lists()):
        typed.setlist(name, [value.replace("\x00", "") for value in values])
    return typed


class ListingPageMixin:
    """A page that lists other content, filtered by plain GET parameters and cut into pages.

    ``filterset_class`` is the dotted path of a django-filter ``FilterSet``, which cannot be built
    before all models are loaded. ``export_class``, if the list can be had as a file, is that of
    the class-based view of its ``page`` that answers where ``export`` is asked for. The template
    finds ``filterset`` and
    ``listing`` (a Django paginator page) in its context, and ``filter_query`` to keep the
    filters in the links to other pages. A page number out of range gives the last page.
    """

    filterset_class = None
    export_class = None
    listing_page_size = 20

    def get_listing_queryset(self):
        raise NotImplementedError

    def decorate_listing(self, rows):
        """Add to the rows that are shown what the template needs of them."""
        return rows

    def serve(self, request, *args, **kwargs):
        if self.export_class and request.GET.get("export"):
            return import_string(self.export_class).as_view(page=self)(request)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        filterset_class = import_string(self.filterset_class)
        filterset = filterset_class(typed_filters(request), queryset=self.get_listing_queryset())
        paginator = Paginator(filterset.qs, self.listing_page_size)
        kept = request.GET.copy()
        kept.pop("page", None)
        listing = paginator.get_page(request.GET.get("page"))
        listing.object_list = self.decorate_listing(listing.object_list)
        context.update(
            filterset=filterset,
            listing=listing,
            filter_query=kept.urlencode(),
        )
        return context
