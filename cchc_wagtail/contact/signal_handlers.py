from django.db.models.signals import post_delete, post_save

from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.search.index.indexing import index_or_note

from .models import ContactPage
from .office import forget_office


def index_contacts(instance, raw=False, **kwargs):
    """The search tells how a unit is reached as the register now has it."""
    if not raw:
        for page in ContactPage.objects.live().filter(unit=instance):
            index_or_note(page)


def register():
    post_save.connect(index_contacts, sender=Unit, dispatch_uid="cchc_contact.index_contacts")
    post_save.connect(forget_office, sender=Unit, dispatch_uid="cchc_contact.forget_office")
    post_delete.connect(forget_office, sender=Unit, dispatch_uid="cchc_contact.forget_office")
