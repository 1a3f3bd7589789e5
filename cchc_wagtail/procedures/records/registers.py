"""The registers as an import looks names up in them: each read once."""

from functools import cached_property

from django.utils.translation import gettext as _

from cchc_wagtail.imports.messages import Message
from cchc_wagtail.organisation.models import Unit, same_name


class Registers:
    def __init__(self):
        self._rows = {}

    @cached_property
    def units(self):
        return list(Unit.objects.all())

    def name_in(self, model, name):
        """Return the name that the register has for ``name``, or ``name`` where it has none."""
        row = self._rows_of(model).get(same_name(name))
        return row.name if row else name

    def row_of(self, model, name, messages):
        """Return the register row called ``name``, made where it is missing and then told of."""
        if not name:
            return None
        rows, key = self._rows_of(model), same_name(name)
        if key not in rows:
            rows[key], _created = model.objects.get_or_create(name=name[:255])
            text = _("New in the register “%(register)s”.") % {
                "register": model._meta.verbose_name_plural
            }
            messages.append(Message.remark("", text, name))
        return rows[key]

    def _rows_of(self, model):
        """Return the rows of a register, by what their names have in common however written."""
        if model not in self._rows:
            self._rows[model] = {same_name(row.name): row for row in model.objects.all()}
        return self._rows[model]
