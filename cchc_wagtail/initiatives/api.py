from cchc_wagtail.channels.api import PublicPagesAPIViewSet, computed, named

from .models import Adoption, InitiativePage


def _adoptions(page, request):
    return [
        {"unit": one.unit.name, "since": one.adopted_on, "sentence": one.sentence}
        for one in page.adoptions.all()
        if one.state == Adoption.State.CONFIRMED
    ]


class InitiativesAPIViewSet(PublicPagesAPIViewSet):
    endpoint = "initiatives"
    model = InitiativePage
    selected = [*PublicPagesAPIViewSet.selected, "reform_field", "unit", "decision"]
    prefetched = ["adoptions__unit", "tagged_items__tag"]
    body_fields = [
        *PublicPagesAPIViewSet.body_fields,
        "year",
        "summary",
        "status",
        "level",
        "authors",
        "problem",
        computed("solution", lambda page, request: page.solution.get_prep_value()),
        computed("effects", lambda page, request: [dict(one) for one in page.effect_list]),
        "reusable_at",
        "applied_on",
        computed("decision", lambda page, request: page.decision_in_words),
        computed("recognised_on", lambda page, request: page.recognised_on),
        computed("adopted_at", _adoptions),
        named("reform_field"),
        named("unit"),
        named("tags", many=True),
    ]
    listing_default_fields = [
        *PublicPagesAPIViewSet.listing_default_fields,
        "year",
        "summary",
        "status",
    ]
