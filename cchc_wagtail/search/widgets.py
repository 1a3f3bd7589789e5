from django.forms import CheckboxSelectMultiple, Media
from django.urls import reverse_lazy
from wagtail.admin.staticfiles import versioned_static


class SearchedMultiple(CheckboxSelectMultiple):
    """Several of many published things of one kind: those chosen as checkboxes, others by search.

    ``kind`` is one of the search's kinds, such as "procedure". Nothing that was chosen is dropped
    but by its own checkbox, and the form does not grow with the site.
    """

    template_name = "cchc_search/widgets/searched_multiple.html"

    def __init__(self, kind, attrs=None):
        super().__init__(attrs)
        self.kind = kind

    def __deepcopy__(self, memo):
        copied = super().__deepcopy__(memo)
        copied.kind = self.kind
        return copied

    def optgroups(self, name, value, attrs=None):
        field = self.choices.field
        chosen = field.queryset.filter(pk__in=[key for key in value if key])
        labels = {str(row.pk): field.label_from_instance(row) for row in chosen}
        rows = [
            self.create_option(name, key, labels[key], True, index, attrs=attrs)
            for index, key in enumerate(key for key in value if key in labels)
        ]
        return [(None, [row], index) for index, row in enumerate(rows)]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["search_url"] = reverse_lazy("cchc_search_choose", args=[self.kind])
        return context

    @property
    def media(self):
        return Media(js=[versioned_static("cchc_search/choose.js")])
