from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from cchc_wagtail.organisation.reading import read_or_note, register_reader

from .answering import answer_published
from .models import SituationPage

READER = "answers"


def tell_the_askers(sender, instance, **kwargs):
    read_or_note(READER, instance)


def register():
    register_reader(READER, _("Answers to those who asked"), answer_published)
    page_published.connect(
        tell_the_askers, sender=SituationPage, dispatch_uid="cchc_questions.tell_the_askers"
    )
