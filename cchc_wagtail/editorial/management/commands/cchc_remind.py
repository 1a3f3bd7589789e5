from django.core.management.base import BaseCommand
from django.utils import timezone

from cchc_wagtail.editorial.outbox import deliver_waiting
from cchc_wagtail.editorial.reminders import remind
from cchc_wagtail.organisation.reading import read_again


class Command(BaseCommand):
    help = (
        "Sends everybody one mail with what falls due, is overdue or waits for them, and tries "
        "once more what could not be done before: mails to send, content to read. To be run every "
        "day; run again, it sends nothing twice."
    )

    def handle(self, **options):
        sent = remind(timezone.localdate())
        failed = deliver_waiting()
        unread = read_again()
        self.stdout.write(
            f"Daily mails: {sent}. Mails that still wait to be sent: {failed}. "
            f"Contents that still cannot be read: {unread}."
        )
