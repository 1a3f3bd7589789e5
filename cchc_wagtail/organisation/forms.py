from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from .models import Unit
from .slugs import slug_formatters


class OwnUnitMixin:
    """Fills in the unit of whoever begins something new."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" in self.fields and self.instance.pk is None and self.for_user is not None:
            self.fields["unit"].initial = Unit.objects.of_user(self.for_user).first()


class UnitContentForm(OwnUnitMixin, WagtailAdminModelForm):
    """The editor's form of a snippet that belongs to a unit."""


class UnitPageForm(OwnUnitMixin, WagtailAdminPageForm):
    """The editor's form of the package's pages: own unit filled in, address without marks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            unmarked = SlugInput(formatters=slug_formatters())
            self.fields["slug"].widget.attrs.update(unmarked.attrs)
