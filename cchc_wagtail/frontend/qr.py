import segno
from django.utils.safestring import mark_safe


def qr_svg(address):
    """Return a QR code for ``address`` as SVG without size: the stylesheet gives it one.

    Decoration to a screen reader: the address always stands beside it as text.
    """
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(omitsize=True, svgclass="cchc-qr", lineclass=None, border=2))
