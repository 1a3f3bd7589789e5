"""What a browser sends when an editor is opened and nothing is changed."""

from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.blocks.stream_block import StreamValue


def unchanged(form):
    """Return the POST data of the bound or unbound admin ``form`` as its page would send it."""
    data = {}
    for field in form:
        if field.name in {"comment_notifications"}:
            continue
        block = getattr(field.field, "block", None)
        if block is not None:
            data.update(_block(block, field.value(), field.html_name))
        else:
            data.update(_widget(field.field.widget, field.html_name, field.value()))
    for name, formset in getattr(form, "formsets", {}).items():
        prefix = formset.prefix
        rows = formset.initial_forms
        data[f"{prefix}-TOTAL_FORMS"] = data[f"{prefix}-INITIAL_FORMS"] = str(len(rows))
        for order, row in enumerate(rows, start=1):
            data.update(unchanged(row))
            if formset.can_order:
                data[f"{row.prefix}-ORDER"] = str(order)
        assert name
    return data


def _block(block, value, prefix):
    if isinstance(block, StreamBlock):
        value = value if isinstance(value, StreamValue) else block.normalize(value)
        data = {f"{prefix}-count": str(len(value))}
        for index, child in enumerate(value):
            data.update(_row(prefix, index, child.id))
            data[f"{prefix}-{index}-type"] = child.block_type
            data.update(_block(child.block, child.value, f"{prefix}-{index}-value"))
        return data
    if isinstance(block, ListBlock):
        data = {f"{prefix}-count": str(len(value))}
        for index, child in enumerate(value.bound_blocks):
            data.update(_row(prefix, index, child.id))
            data.update(_block(child.block, child.value, f"{prefix}-{index}-value"))
        return data
    if isinstance(block, StructBlock):
        data = {}
        for name, child in block.child_blocks.items():
            data.update(_block(child, value[name], f"{prefix}-{name}"))
        return data
    prepared = block.field.prepare_value(block.value_for_form(value))
    return _widget(block.field.widget, prefix, prepared)


def _row(prefix, index, key):
    return {
        f"{prefix}-{index}-id": key or "",
        f"{prefix}-{index}-order": str(index),
        f"{prefix}-{index}-deleted": "",
    }


def _widget(widget, name, value):
    """Return what the control of ``widget`` holds: its own context says so."""
    if hasattr(widget, "get_value_data"):
        chosen = widget.get_value_data(value)
        return {name: (chosen or {}).get("id") or ""}
    if getattr(widget, "allow_multiple_selected", False):
        return {name: [str(getattr(one, "pk", one)) for one in value or []]}
    context = widget.get_context(name, value, {"id": f"id_{name}"})["widget"]
    parts = context.get("subwidgets")
    if parts:
        data = {}
        for part in parts:
            data.update(_control(part))
        return data
    return _control(context)


def _control(widget):
    name, value = widget["name"], widget["value"]
    if widget.get("type") == "checkbox":
        return {name: "on"} if widget["attrs"].get("checked") else {}
    if "optgroups" in widget:
        value = [one for one in value if one]
        return {name: value if widget["attrs"].get("multiple") else "".join(value[:1])}
    if value is None or widget.get("type") == "file":
        return {name: ""}
    return {name: value}
