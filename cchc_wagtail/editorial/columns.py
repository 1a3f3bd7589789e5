from django.middleware.csrf import get_token
from wagtail.admin.ui.tables import Column


class TemplateColumn(Column):
    """A column that shows a row with a template of its own, which may hold a form."""

    def __init__(self, name, template_name, **kwargs):
        super().__init__(name, **kwargs)
        self.cell_template_name = template_name

    def get_value(self, instance):
        return instance

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        return {**context, "request": request, "csrf_token": get_token(request)}
