import datetime

from django.db.models import Q
from django.utils import timezone

from cchc_wagtail.conf import get_setting

from ..models import SourceFile


def forget_old_files():
    """Remove the bytes and texts of files uploaded ``IMPORT_FILE_DAYS`` days ago; return how many.

    Those that became a document, or were set aside, leave a record of their name and SHA-256.
    """
    before = timezone.now() - datetime.timedelta(days=get_setting("IMPORT_FILE_DAYS"))
    old = SourceFile.objects.filter(created_at__lt=before)
    decided = Q(state__in=[SourceFile.State.REGISTERED, SourceFile.State.SET_ASIDE])
    count, _models = old.exclude(decided).delete()
    return count + old.filter(decided).exclude(content=b"").update(
        content=b"", reading=None, first_page=b""
    )
