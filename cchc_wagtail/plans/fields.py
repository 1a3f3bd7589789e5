from django import forms
from django.db import models


class ChoiceListField(models.JSONField):
    """Some of the ``options``, pairs of value and label, as a list; chosen by boxes."""

    def __init__(self, *args, options=(), **kwargs):
        self.options = options
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        defaults = {
            "form_class": forms.MultipleChoiceField,
            "choices_form_class": None,
            "choices": self.options,
            "widget": forms.CheckboxSelectMultiple,
        }
        return models.Field.formfield(self, **{**defaults, **kwargs})
