import datetime

from django.utils import timezone

from cchc_wagtail.conf import get_setting

from .models import ImportRun


def forget_old_files():
    """Remove files uploaded ``IMPORT_FILE_DAYS`` days ago, with their rows; return how many.

    What they brought into the content stays. One that a worker has in hand is left for another day.
    """
    before = timezone.now() - datetime.timedelta(days=get_setting("IMPORT_FILE_DAYS"))
    old = ImportRun.objects.filter(created_at__lt=before, turn=None).order_by()
    keys = list(old.values_list("pk", flat=True))
    for key in keys:
        ImportRun.objects.filter(pk=key).delete()
    return len(keys)
