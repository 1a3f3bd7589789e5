from django import template

from ..panels import fresh_panels

register = template.Library()


@register.filter
def is_with(piece, user):
    """Tell whether ``piece`` waits for ``user`` or their unit."""
    return piece.is_with(user)


@register.inclusion_tag("cchc_editorial/panels/redrawn.html", takes_context=True)
def redraw_panels(context):
    """Draw the panels of the editor anew that say something of the draft, after it saved itself.

    Wagtail calls the bound tree of panels ``edit_handler`` for pages and ``panel`` for snippets.
    """
    tree = context.get("edit_handler") or context.get("panel")
    panels = [(one, one.get_context_data(context.flatten())) for one in fresh_panels(tree)]
    return {"panels": panels, "request": context["request"]}


@register.simple_tag(takes_context=True)
def panel_content(context, panel, values):
    """Return the part of ``panel`` that changes with the draft."""
    template = context.template.engine.get_template("cchc_editorial/panels/fresh_content.html")
    values = {**values, "request": context.get("request")}
    return template.render(context.new({**values, "content_template": panel.content_template_name}))
