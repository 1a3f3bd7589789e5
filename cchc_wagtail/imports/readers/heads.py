"""The head of a file: which of its columns are known, and what the others may be."""

import difflib
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from cchc_wagtail.language import fold, normalise

from .errors import UnreadableFile

#: So many rows are looked at for the head; titles and mottos stand above it.
LOOKED_AT = 40
#: Columns that number the rows: nothing to import.
COUNTERS = ("stt", "tt", "so tt", "so thu tu", "no")

_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass
class Head:
    """The columns of a file as it names them.

    ``known`` is heading → key of a column, ``unknown`` heading → the key that it may mean or "",
    ``samples`` heading → some of what stands below it. ``notes`` are what a person has to know
    before the file is imported; ``total`` is the number of its rows.
    """

    known: dict[str, str] = field(default_factory=dict)
    unknown: dict[str, str] = field(default_factory=dict)
    samples: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    total: int = 0

    @property
    def names(self):
        """The headings as one text that another file with the same head has too."""
        return "\n".join(sorted(plain(name) for name in [*self.known, *self.unknown]))

    def keys(self, columns, mapping=None):
        """Return heading → key of a column, or "" for those left out.

        Raises:
            UnreadableFile: a column that must be there is not, or two are the same.
        """
        said = by_plain_name(mapping)
        keys = {name: said.get(plain(name), key) for name, key in self.known.items()}
        keys |= {name: said.get(plain(name), "") for name in self.unknown}
        labels = {column.key: str(column.label) for column in columns}
        used = [key for key in keys.values() if key]
        doubled = [labels[key] for key in dict.fromkeys(used) if used.count(key) > 1]
        if doubled:
            raise UnreadableFile(
                _("Columns that appear twice: %(names)s.") % {"names": "; ".join(doubled)}
            )
        missing = [str(c.label) for c in columns if c.required and c.key not in used]
        if missing:
            text = _("Missing columns: %(names)s.") % {"names": "; ".join(missing)}
            if self.unknown:
                names = "; ".join(_quoted(name) for name in self.unknown if not keys[name])
                text += " " + _("Unknown columns: %(names)s.") % {"names": names}
            raise UnreadableFile(text)
        return keys


def read(names, columns):
    """Return the ``Head`` for the headings ``names``, each of which is there once."""
    head, by_name = Head(), known_names(columns)
    for name in names:
        key = by_name.get(plain(name), by_name.get(plain(_BRACKETS.sub("", name))))
        if key and key not in head.known.values():
            head.known[name] = key
        elif key != "":
            head.unknown[name] = ""
    taken = set(head.known.values())
    free = {name: key for name, key in by_name.items() if key and key not in taken}
    for name in head.unknown:
        close = difflib.get_close_matches(plain(name), free, n=1, cutoff=0.7)
        if close and free[close[0]] not in head.unknown.values():
            head.unknown[name] = free[close[0]]
    return head


def known_names(columns):
    """Return name in plain letters → key of the column; "" for what is known to be left out."""
    names = dict.fromkeys(COUNTERS, "")
    for column in columns:
        for name in filter(None, (column.key, column.label, *column.names)):
            names.setdefault(plain(name), column.key)
    return names


def by_plain_name(mapping):
    """Return a mapping of headings by their plain letters: files differ in how they write them."""
    return {plain(name): key for name, key in (mapping or {}).items()}


def plain(name):
    """Return a heading in plain letters: “Số/Ký hiệu *:” is “so ky hieu”."""
    return " ".join(re.findall(r"[^\W_]+", fold(normalise(str(name)))))


def _quoted(name):
    return f"“{name[:80]}”"
