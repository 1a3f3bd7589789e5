"""What the package uses of Wagtail and its libraries that they do not offer, found in the code.

``python -m tests.portal.wagtail_internals`` writes ``wagtail_overrides.txt`` anew.
"""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path
from types import FunctionType

import cchc_wagtail

PACKAGE = Path(cchc_wagtail.__file__).parent
PAGE = PACKAGE.parent / "docs" / "reference" / "wagtail-internals.md"
OVERRIDES = Path(__file__).parent / "wagtail_overrides.txt"
#: The one module that replaces something of others.
REPLACING = PACKAGE / "replacing.py"
OTHERS = {
    "django",
    "django_filters",
    "django_tasks",
    "modelcluster",
    "openpyxl",
    "rest_framework",
    "taggit",
    "treebeard",
    "wagtail",
    "wagtail_modeladmin",
}
#: Names with an underscore that Django and Python document.
DOCUMENTED = {"_base_manager", "_default_manager", "_meta", "_replace", "_state"}
#: What we keep on the objects of others.
OUR_MARK = "_cchc_"


def modules():
    """Yield each file of the package, without migrations, with its syntax tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts and path != REPLACING:
            yield path, ast.parse(path.read_text())


def is_private(name):
    return name.startswith("_") and not name.startswith("__")


def _imported(tree):
    """Return local name → where from, of what a module imports from others."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            names = {alias.asname or alias.name: alias.name for alias in node.names}
            found |= {local: f"{node.module}.{name}" for local, name in names.items()}
        elif isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.split(".")[0]] = alias.name
    return {local: name for local, name in found.items() if name.split(".")[0] in OTHERS}


def replacements_by_hand(tree):
    """Yield, as source, what a module puts in the place of something of others.

    That is what it assigns to an attribute of something imported, and every function that it
    assigns to an attribute of anything.
    """
    imported = _imported(tree)
    functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _replaced_by(target, node.value, imported, functions)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            yield from [ast.unparse(node)] if _root(node.args[0]) in imported else []


def _replaced_by(target, value, imported, functions):
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for one, its_value in zip(target.elts, value.elts, strict=True):
            yield from _replaced_by(one, its_value, imported, functions)
    elif isinstance(target, ast.Attribute):
        is_function = isinstance(value, ast.Lambda) or (
            isinstance(value, ast.Name) and value.id in functions
        )
        is_own = isinstance(target.value, ast.Name) and target.value.id == "self"
        if _root(target) in imported or (is_function and not is_own):
            yield ast.unparse(target)


def _root(node):
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def private_names():
    """Return the private names of others that the package imports or reads.

    A name is of others where no class, function or ``self`` of the package has it.
    """
    ours, used = set(), set()
    for _path, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                ours.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                ours.add(node.id)
            elif isinstance(node, ast.Attribute) and is_private(node.attr):
                is_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                if is_self and isinstance(node.ctx, ast.Store):
                    ours.add(node.attr)
                used.add(node.attr)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                parts = [*node.module.split("."), *(alias.name for alias in node.names)]
                if parts[0] in OTHERS:
                    used |= {part for part in parts if is_private(part)}
    used = {name for name in used if not name.startswith(OUR_MARK)}
    return used - ours - DOCUMENTED


def classes():
    """Yield all classes of the package, the inner ones too."""
    for found in pkgutil.walk_packages([str(PACKAGE)], "cchc_wagtail."):
        if ".migrations" not in found.name:
            module = importlib.import_module(found.name)
            for value in vars(module).values():
                if inspect.isclass(value) and value.__module__ == found.name:
                    yield from _with_inner(value)


def _with_inner(cls):
    yield cls
    for value in vars(cls).values():
        if inspect.isclass(value) and value.__qualname__.startswith(f"{cls.__qualname__}."):
            yield from _with_inner(value)


def overrides():
    """Return what classes of ours, mixins too, put before a method or property of others."""
    found = set()
    for cls in classes():
        below = list(cls.__mro__)
        for place, ours in enumerate(below):
            if not ours.__module__.startswith("cchc_wagtail."):
                continue
            for name, value in vars(ours).items():
                if name.startswith("__") or name == "media" or not _is_behaviour(value):
                    continue
                if any(_is_of_others(other) and name in vars(other) for other in below[place:]):
                    found.add(f"{ours.__module__}.{ours.__qualname__}.{name}")
    return found


def _is_behaviour(value):
    kinds = (FunctionType, property, classmethod, staticmethod)
    return isinstance(value, kinds) or type(value).__name__ == "cached_property"


def _is_of_others(cls):
    return cls.__module__.split(".")[0] in OTHERS - {"django"}


def written_overrides():
    return set(OVERRIDES.read_text().split())


def rows(heading):
    """Return the rows of the table below ``heading`` on the page, each a list of cells."""
    section = PAGE.read_text().split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def spans(cell):
    """Return what stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    OVERRIDES.write_text("\n".join(sorted(overrides())) + "\n")
