"""The pictures in the bodies of a page."""

from wagtail.fields import StreamField

from cchc_wagtail.frontend.blocks import FigureBlock, GalleryBlock


def undescribed_pictures(page):
    """Yield number and caption of each picture that is no decoration and has no alternative."""
    for number, figure in enumerate(_figures(page), 1):
        if not figure.get("decorative") and not figure.alternative.strip():
            yield number, figure.get("caption") or ""


def _figures(page):
    for field in page._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        for child in getattr(page, field.name):
            if isinstance(child.block, FigureBlock):
                yield child.value
            elif isinstance(child.block, GalleryBlock):
                yield from child.value["pictures"]
