from django.db.models import Q
from django.forms import ModelChoiceField
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.widgets import AdminAutoHeightTextInput, SlugInput

from cchc_wagtail.organisation.models import Unit, is_confined
from cchc_wagtail.organisation.slugs import slug_formatters

from .scope import confine, piece_models


class SeenChoicesMixin:
    """Takes for a choice only what the user may see, or what was chosen before.

    So also in the rows of inline lists, whatever widget offers the choices.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user is None or not is_confined(self.for_user):
            return
        rows = [row for formset in self.formsets.values() for row in formset.forms]
        for form in [self, *rows]:
            for name, field in form.fields.items():
                if isinstance(field, ModelChoiceField) and field.queryset.model in piece_models():
                    seen = confine(field.queryset.model._base_manager.all(), self.for_user)
                    known = Q(pk__in=seen.values("pk")) | Q(pk__in=_chosen(form, name))
                    field.queryset = field.queryset.filter(known)


def _chosen(form, name):
    """Return the keys that ``form`` holds for ``name`` before anything is sent."""
    value = form.get_initial_for_field(form.fields[name], name)
    values = value if isinstance(value, (list, tuple)) else [value]
    return [getattr(one, "pk", one) for one in values if one]


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


class UnitContentForm(SeenChoicesMixin, OwnUnitMixin, WagtailAdminModelForm):
    """The editor's form of a snippet that belongs to a unit."""


class UnitPageForm(SeenChoicesMixin, OwnUnitMixin, WagtailAdminPageForm):
    """The editor's form of the package's pages: own unit filled in, address without marks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if title := self.fields.get("title"):
            # Titles of procedures are long, and differ at their end: all of it is to be seen.
            widget = AdminAutoHeightTextInput(attrs={"maxlength": title.max_length})
            widget.is_required, title.widget = title.widget.is_required, widget
        if "slug" in self.fields:
            unmarked = SlugInput(formatters=slug_formatters())
            self.fields["slug"].widget.attrs.update(unmarked.attrs)

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())
