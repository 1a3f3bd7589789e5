from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cchc_wagtail.search.kinds import kinds

from .printing import can_print

#: Form, as it stands in the address → its name for editors.
NAMES = [
    ("ap-phich", _("Poster, A4 (PDF)")),
    ("to-gap", _("Leaflet, three folds (PDF)")),
    ("the-qr", _("Card with the QR code (PDF)")),
]


@hooks.register("register_page_header_buttons")
def offer_to_print(page, user, view_name, next_url=None):
    if not page.live or not can_print():
        return
    if type(page) in {kind.model for kind in kinds()}:
        for number, (form, label) in enumerate(NAMES):
            address = reverse("cchc_wagtail:printed", args=[page._meta.label_lower, page.pk, form])
            yield Button(label, address, icon_name="download", priority=80 + number)
