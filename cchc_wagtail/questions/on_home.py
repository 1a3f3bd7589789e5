from cchc_wagtail.search.visibility import public_pages

from .models import SituationPage

SHOWN = 4


def newest_situations(home):
    situations = public_pages(SituationPage.objects.descendant_of(home)).unmerged()
    return situations.order_by("-first_published_at")[:SHOWN]
