from cchc_wagtail.channels.api import PublicPagesAPIViewSet, computed, named

from .models import DigestPage, parts_of


def _items(page, request):
    return [
        {"heading": heading, "title": one.title, "text": one.text, "url": one.address}
        for heading, items in page.parts
        for one in items
    ]


class DigestsAPIViewSet(PublicPagesAPIViewSet):
    endpoint = "digests"
    model = DigestPage
    selected = [*PublicPagesAPIViewSet.selected, "unit"]
    prefetched = ["items"]
    body_fields = [
        *PublicPagesAPIViewSet.body_fields,
        "first_day",
        "last_day",
        "lead",
        computed("items", _items),
        named("unit"),
    ]
    listing_default_fields = [
        *PublicPagesAPIViewSet.listing_default_fields,
        "first_day",
        "last_day",
        "lead",
    ]

    def paginate_queryset(self, queryset):
        listed = super().paginate_queryset(queryset)
        for page, parts in zip(listed, parts_of(listed), strict=True):
            page.parts = parts
        return listed
