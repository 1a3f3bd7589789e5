from django.core.management.base import BaseCommand
from django.utils import timezone

from cchc_wagtail.editorial.outbox import deliver_waiting
from cchc_wagtail.editorial.reminders import remind


class Command(BaseCommand):
    help = (
        "Sends everybody one mail with what falls due, is overdue or waits for them, and tries "
        "mails once more that could not be sent. To be run every day; run again, it sends nothing "
        "twice."
    )

    def handle(self, **options):
        sent = remind(timezone.localdate())
        failed = deliver_waiting()
        self.stdout.write(f"Daily mails: {sent}. Mails that still wait to be sent: {failed}.")
