"""Which fields a template may name, and what a tag names of them.

``Fields`` are name → ``TEXT``, ``PICTURE``, a list with the one description of its items, or
``Fields`` again: ``{"parts": [{"heading": TEXT, "lines": [TEXT]}]}``. A path is the name of a field
from the top, with ``[]`` behind a list whose items are meant: ``parts[].lines[]``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

Fields = dict[str, Any]
TEXT, PICTURE = "text", "picture"
#: What stands for a field that was refused already, so that it is told once.
ANYTHING = "anything"
#: What is known within a loop beside its items.
_LOOP = {"first": TEXT, "last": TEXT, "index": TEXT}
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Name,
    nodes.Getattr,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


class NotAllowed(Exception):
    """A template does more than print fields, loop over lists and ask whether a field is empty."""


class UnknownField(Exception):
    """There is no field of this name; ``near`` is one that may have been meant, or empty."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name)
        self.name, self.near = name, near


class Environment(ImmutableSandboxedEnvironment):
    """Jinja with nothing in it that calls, computes or reads what it was not given."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        for known in (self.globals, self.filters, self.tests):
            known.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Node):
            if type(node) not in _ALLOWED:
                raise NotAllowed
        return tree


@dataclass(frozen=True, slots=True)
class Named:
    """What a tag names: the path of a field, and what stands there."""

    path: str
    field: Any


class Scope:
    """The names that are known at a place of a template: the fields, and the items of loops."""

    def __init__(self, fields: Fields) -> None:
        self._names = [{name: Named(name, field) for name, field in fields.items()}]
        self._lists: list[str] = []

    def enter(self, item: str, found: Named) -> None:
        """Enter a loop in which ``item`` is each of the list ``found``."""
        inner = found.field[0] if isinstance(found.field, list) else ANYTHING
        self._lists.append(found.path)
        self._names.append({item: Named(f"{found.path}[]", inner), "loop": Named("loop", _LOOP)})

    def leave(self) -> None:
        self._lists.pop()
        self._names.pop()

    def loops_over(self, found: Named) -> bool:
        """Tell whether a loop over this very list is open."""
        return found.path in self._lists

    def find(self, node: nodes.Node) -> Named:
        """Return what ``node`` names.

        Raises:
            NotAllowed: it is no name.
            UnknownField: nothing has this name here.
        """
        if isinstance(node, nodes.Name):
            return self._find_name(node.name)
        if not isinstance(node, nodes.Getattr):
            raise NotAllowed
        parent = self.find(node.node)
        if parent.field == ANYTHING:
            return parent
        known = parent.field if isinstance(parent.field, dict) else {}
        if node.attr not in known:
            raise UnknownField(node.attr, _near(node.attr, list(known)))
        return Named(f"{parent.path}.{node.attr}", known[node.attr])

    def find_all(self, node: nodes.Node) -> None:
        """Find all that a condition names; raises as ``find``."""
        if isinstance(node, nodes.Not | nodes.And | nodes.Or):
            for part in node.iter_child_nodes():
                self.find_all(part)
        else:
            self.find(node)

    def _find_name(self, name: str) -> Named:
        for names in reversed(self._names):
            if name in names:
                return names[name]
        raise UnknownField(name, _near(name, [known for names in self._names for known in names]))


def _near(name: str, known: Sequence[str]) -> str:
    return next(iter(get_close_matches(name, known, n=1)), "")
