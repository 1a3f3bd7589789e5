from wagtail.signals import page_published

from .answering import answer_published
from .models import SituationPage


def tell_the_askers(sender, instance, **kwargs):
    answer_published(instance)


def register():
    page_published.connect(
        tell_the_askers, sender=SituationPage, dispatch_uid="cchc_procedures.tell_the_askers"
    )
