"""Which columns of a file are which of ours, where their headings do not say so."""

import hashlib

from django.utils.translation import gettext as _

from .models import ColumnMapping
from .readers.heads import plain


class UnknownColumn(Exception):
    """A mapping names a column that there is not; the text says which there are."""


def remembered(importer, head):
    """Return what was said of a file with the same ``head``, or None."""
    found = ColumnMapping.objects.filter(importer=importer.name, head=_fingerprint(head)).first()
    return found.mapping if found else None


def remember(importer, head, mapping):
    ColumnMapping.objects.update_or_create(
        importer=importer.name, head=_fingerprint(head), defaults={"mapping": mapping}
    )


def parse(options, columns):
    """Return heading → key from texts such as ``Mã số=ma_thu_tuc``; nothing behind = leaves it out.

    Raises:
        UnknownColumn: what stands behind the = is no column.
    """
    keys = {plain(name): one.key for one in columns if one.key for name in (one.key, one.label)}
    mapping = {}
    for option in options:
        name, _sign, wanted = option.rpartition("=")
        key = keys.get(plain(wanted)) if wanted.strip() else ""
        if not name.strip() or key is None:
            raise UnknownColumn(
                _("“%(option)s” is not understood: write “Their heading=ours”. Ours: %(keys)s.")
                % {"option": option, "keys": ", ".join(one.key for one in columns if one.key)}
            )
        mapping[" ".join(name.split())] = key
    return mapping


def _fingerprint(head):
    return hashlib.blake2b(head.names.encode(), digest_size=16).hexdigest()
