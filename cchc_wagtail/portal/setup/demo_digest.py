"""A digest of a month of the example content, as the Office proposes and shortens it."""

import datetime

from cchc_wagtail import clock
from cchc_wagtail.digests.models import DigestIndexPage, DigestPage
from cchc_wagtail.digests.proposing import propose_digest
from cchc_wagtail.organisation.models import Unit

from . import read
from .sections import add_page

FIRST, LAST = datetime.date(2024, 5, 1), datetime.date(2024, 5, 31)
LEAD = "Tin, bài trong tháng 5 năm 2024. Bản tin minh họa cho trang mẫu, lập từ các bài viết mẫu."


def create_digest(section):
    """Publish the digest of May 2024 below ``section``, unless there is one; return how many."""
    if DigestPage.objects.exists():
        return 0
    lists = DigestIndexPage.objects.child_of(section)
    parent = lists.first() or add_page(section, DigestIndexPage, **read("pages.json")["digest"])
    digest = propose_digest(parent, FIRST, LAST, user=None)
    digest.title = "Bản tin cải cách hành chính tháng 5 năm 2024"
    digest.slug = "thang-5-2024"
    digest.lead = LEAD
    digest.unit = Unit.objects.filter(kind=Unit.Kind.OFFICE).first()
    digest.save_revision().publish()
    published = clock.midnight(LAST + datetime.timedelta(3))
    DigestPage.objects.filter(pk=digest.pk).update(first_published_at=published)
    return 1
