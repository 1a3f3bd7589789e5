from django.utils.translation import gettext_lazy as _
from wagtail.signals import page_published

from cchc_wagtail.organisation.reading import read_or_note, register_reader

from .models import InitiativePage
from .proposing import initiative_published

READER = "proposals"


def tell_who_proposed(sender, instance, **kwargs):
    read_or_note(READER, instance)


def register():
    register_reader(READER, _("Letters to those who proposed"), initiative_published)
    page_published.connect(
        tell_who_proposed,
        sender=InitiativePage,
        dispatch_uid="cchc_initiatives.tell_who_proposed",
    )
