from django.core.management.base import BaseCommand

from cchc_wagtail.conf import get_setting
from cchc_wagtail.questions.answering import forget


class Command(BaseCommand):
    help = (
        "Removes the personal data of citizens' questions that were closed long enough ago "
        "(CCHC_WAGTAIL['QUESTION_DATA_DAYS']). Run it once a day."
    )

    def handle(self, **options):
        days = get_setting("QUESTION_DATA_DAYS")
        self.stdout.write(
            f"Personal data removed from {forget()} questions closed {days} days ago or earlier."
        )
