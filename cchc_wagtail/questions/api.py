from cchc_wagtail.channels.api import PublicPagesAPIViewSet, computed, named

from .models import SituationPage


class SituationsAPIViewSet(PublicPagesAPIViewSet):
    endpoint = "situations"
    model = SituationPage
    selected = [*PublicPagesAPIViewSet.selected, "thematic_area", "unit"]
    body_fields = [
        *PublicPagesAPIViewSet.body_fields,
        "short_answer",
        computed("full_answer", lambda page, request: page.full_answer.get_prep_value()),
        named("thematic_area"),
        named("unit"),
        computed("procedures", lambda page, request: [one.code for one in page.live_procedures]),
        computed("documents", lambda page, request: [one.number for one in page.live_documents]),
        "checked_on",
    ]
    listing_default_fields = [*PublicPagesAPIViewSet.listing_default_fields, "short_answer"]
