from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import SlugInput

from .models import Unit, is_confined
from .slugs import slug_formatters


class OwnUnitMixin:
    """Fills in the unit of whoever begins something new, and lets an editor choose only their own.

    The Office, the leadership and administrators may leave it empty or choose any.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" not in self.fields or self.for_user is None:
            return
        own = Unit.objects.of_user(self.for_user)
        if self.instance.pk is None and not self.initial.get("unit"):
            self.initial["unit"] = own.first()
        if own and is_confined(self.for_user):
            self.fields["unit"].queryset = own
            self.fields["unit"].required = True


class UnitContentForm(OwnUnitMixin, WagtailAdminModelForm):
    """The editor's form of a snippet that belongs to a unit."""


class UnitPageForm(OwnUnitMixin, WagtailAdminPageForm):
    """The editor's form of the package's pages: own unit filled in, address without marks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            unmarked = SlugInput(formatters=slug_formatters())
            self.fields["slug"].widget.attrs.update(unmarked.attrs)
