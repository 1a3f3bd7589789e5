"""What a report says of initiatives; how many were published is told with all other content."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.organisation.report_figures import Figure, Part, within

from .models import Adoption, InitiativePage, Level, Proposal, Status


def figures_of_initiatives(first, last):
    """Yield how many were recognised and taken over in a period, and what citizens proposed."""
    days = Q(decided_on__range=(first, last)) | Q(
        decided_on=None, decision__issued_on__range=(first, last)
    )
    recognised = InitiativePage.objects.live().filter(days)
    recognised = recognised.exclude(status__in=[Status.IDEA, Status.TRIAL])
    # One in several languages is one.
    levels = list(dict(recognised.values_list("translation_key", "level")).values())
    yield Figure(
        "initiatives.recognised",
        Part.INITIATIVES,
        _("Initiatives recognised"),
        len(levels),
        rows=tuple(
            (str(level.label), count) for level in Level if (count := levels.count(level.value))
        ),
    )
    adopted = Adoption.objects.confirmed().filter(adopted_on__range=(first, last))
    yield Figure(
        "initiatives.adopted",
        Part.INITIATIVES,
        _("Uses of initiatives by other units"),
        adopted.count(),
        address=reverse("cchc_initiatives:adoptions"),
    )
    yield Figure(
        "initiatives.proposed",
        Part.INITIATIVES,
        _("Proposals of citizens received"),
        Proposal.objects.filter(within("sent_at", first, last)).count(),
        address=reverse("cchc_proposals:index"),
    )
