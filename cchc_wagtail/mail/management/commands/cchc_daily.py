from django.core.management.base import BaseCommand, CommandError

from cchc_wagtail import clock
from cchc_wagtail.mail.daily import daily_parts, do_part
from cchc_wagtail.turns import one_at_a_time


class Command(BaseCommand):
    help = (
        "Does what is due each day: reminders, tasks, mails to try again, and the removal of what "
        "is kept for a time only. To be run every day; run again, it does nothing twice."
    )

    @one_at_a_time("cchc_daily")
    def handle(self, *, verbosity, **options):
        today, failed = clock.today(), []
        for part in daily_parts():
            said, was_done = do_part(part, today)
            if not was_done:
                failed.append(part.name)
                self.stderr.write(f"{part.name}: {said}")
            elif verbosity:
                self.stdout.write(f"{part.name}: {said}")
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}.")
