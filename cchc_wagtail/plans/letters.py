from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cchc_wagtail.mail.letters import absolute, never_in_the_way, queue_letter

from .urging import members_of


@never_in_the_way
def tell_that_it_was_given_back(report, user, comment):
    """Tell the Office that ``user`` gave an approved report back instead of signing it."""
    for member in members_of(report.unit) if report.unit else []:
        with override(UserProfile.get_for_user(member).get_preferred_language()):
            queue_letter(
                member,
                _("Given back: %(title)s") % {"title": report},
                lines=[_("The leadership gave it back, to be changed and handed in again.")],
                comment=comment,
                by=user,
                url=absolute(reverse("cchc_plans_report", args=[report.pk])),
            )
