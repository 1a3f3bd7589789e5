from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cchc_wagtail.search.kinds import HOOK as KINDS_HOOK
from cchc_wagtail.search.kinds import Kind, OnHome

from .answers import fact_of
from .models import ContactIndexPage, ContactPage
from .on_home import contacts


@hooks.register(KINDS_HOOK)
def register_contacts():
    return Kind(
        "contact",
        _("Contact"),
        ContactPage,
        order=60,
        list_page=ContactIndexPage,
        on_home=OnHome("cchc_contact/_on_home.html", contacts),
        fact=fact_of,
    )
