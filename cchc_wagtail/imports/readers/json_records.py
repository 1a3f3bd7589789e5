"""Records in JSON: one a line, a list of them, or a list inside an object."""

import json

from django.utils.translation import gettext as _

from ..messages import Message
from . import heads
from .errors import UnreadableFile
from .heads import known_names, plain
from .tables import SAMPLES, Row
from .text import opened

#: Characters; a long law has a quarter of a million.
MAX_FIELD = 2_000_000

#: A file that is one JSON value is held in memory as a whole.
MAX_WHOLE = 60_000_000


class JsonSource:
    def __init__(self, file, encoding, columns):
        self._file, self._encoding, self._columns = file, encoding, columns
        self._known = known_names(columns)
        self._whole = None if self._is_lines() else self._read_whole()

    def _is_lines(self):
        """Tell whether the first line is a record, or one of several objects."""
        with opened(self._file, self._encoding) as lines:
            filled = (line for line in lines if line.strip("\ufeff \t\r\n"))
            first, second = next(filled, ""), next(filled, "")
        try:
            value = json.loads(first.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            return False
        if not isinstance(value, dict):
            return False
        return bool(second) or any(plain(key) in self._known for key in value)

    def _read_whole(self):
        """Return the records of a file that is one JSON value; None where it is not."""
        self._file.seek(0, 2)
        too_big = self._file.tell() > MAX_WHOLE
        with opened(self._file, self._encoding) as lines:
            start = lines.read(1 if too_big else -1).lstrip("\ufeff")
        if too_big:
            raise UnreadableFile(
                _("One JSON value of this size is not read. Write one JSON object a line instead.")
            )
        try:
            return self._records_in(json.loads(start, object_pairs_hook=_Object))
        except RecursionError as error:
            raise UnreadableFile(_("The file is not valid JSON.")) from error
        except ValueError as error:
            if start.lstrip()[:1] == "{" and "\n" in start.strip():
                # Lines, the first of which is broken: each says so itself.
                return None
            raise UnreadableFile(
                _("The file is not valid JSON: %(error)s.") % {"error": error}
            ) from error

    def _records_in(self, value):
        if isinstance(value, list):
            return value
        if any(plain(key) in self._known for key in value):
            return [value]
        for inside in value.values():
            if isinstance(inside, list) and any(isinstance(one, dict) for one in inside):
                return inside
            if isinstance(inside, dict):
                return self._records_in(inside)
        raise UnreadableFile(_("There is no list of records in this JSON file."))

    def _records(self):
        """Yield ``(number, object, messages)``."""
        if self._whole is not None:
            for number, value in enumerate(self._whole, 1):
                messages = []
                yield (
                    number,
                    _checked(value, json.dumps(value, ensure_ascii=False), messages),
                    messages,
                )
            return
        with opened(self._file, self._encoding) as lines:
            for number, line in enumerate(lines, 1):
                line = line.strip("\ufeff \t\r\n")
                if not line:
                    continue
                messages = []
                try:
                    value = json.loads(line, object_pairs_hook=_Object)
                except (ValueError, RecursionError):
                    text = _("The line is not valid JSON.")
                    messages.append(Message.error("", text, line[:80]))
                    value = _Object([])
                yield number, _checked(value, line, messages), messages

    def head(self):
        samples, total = {}, 0
        for _number, record, _messages in self._records():
            total += 1
            for name, value in record.items():
                found = samples.setdefault(name, [])
                if value and len(found) < SAMPLES:
                    text = (
                        value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                    )
                    found.append(text[:80])
        head = heads.read(samples, self._columns)
        # A field in which nothing ever stands is nothing to ask about.
        head.unknown = {name: key for name, key in head.unknown.items() if samples[name]}
        head.samples, head.total = samples, total
        return head

    def rows(self, keys):
        for number, record, messages in self._records():
            values = {keys[name]: value for name, value in record.items() if keys.get(name)}
            yield Row(number, values, messages)


class _Object(dict):
    """A JSON object that remembers which of its names stood twice."""

    def __init__(self, pairs):
        super().__init__(pairs)
        names = [name for name, _value in pairs]
        self.doubled = (
            [name for name in self if names.count(name) > 1] if len(names) > len(self) else []
        )


def _checked(value, line, messages):
    if not isinstance(value, dict):
        messages.append(Message.error("", _("The line is not a JSON object."), line[:80]))
        return {}
    for name, one in value.items():
        if len(line) > MAX_FIELD and len(json.dumps(one, ensure_ascii=False)) > MAX_FIELD:
            messages.append(Message.error(name, _("The field is too long."), str(one)[:80]))
    for name in getattr(value, "doubled", []):
        messages.append(Message.error(name, _("The field appears twice in one record."), name))
    return value
