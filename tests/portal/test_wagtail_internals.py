"""``docs/reference/wagtail-internals.md`` says what the code does, and Wagtail still has it all."""

import ast
import inspect
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
import wagtail
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import get_template
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.urls import get_resolver

from cchc_wagtail.editorial.permissions import HAS_REGISTRY
from cchc_wagtail.replacing import REPLACED, replace
from tests.portal import wagtail_internals
from tests.portal.wagtail_internals import PACKAGE, rows, spans

ROOT = PACKAGE.parent
REPLACED_ROWS = rows("Replaced in place")
PRIVATE_ROWS = rows("Names that begin with an underscore")
AGREEING_ROWS = rows("Names that only have to agree")
#: Only where Wagtail has no registry of policies.
EARLIER_OVERRIDES = {"cchc_wagtail.editorial.viewsets.PieceViewSetMixin.permission_policy"}


def of_this_version():
    """Return target → signature as the page says, of what the installed version has replaced."""
    here = ".".join(map(str, wagtail.VERSION[:2]))
    found = {}
    for what, _where, versions, *_rest in REPLACED_ROWS:
        known = versions.split(", ")
        if here in known or ("8.0" in known and wagtail.VERSION >= (8, 0)):
            for span in spans(what):
                target, bracket, arguments = span.partition("(")
                found[target] = bracket + arguments
    return found


def look_up(target):
    """Return the owner of ``"module:name.of.attribute"``, and the name of the attribute."""
    module, _, path = target.partition(":")
    *way, name = path.split(".")
    owner = import_module(module)
    for part in way:
        owner = owner[part] if isinstance(owner, dict) else getattr(owner, part)
    return owner, name


def heirs(cls):
    for below in type.__subclasses__(cls):
        yield below
        yield from heirs(below)


def test_the_page_lists_all_that_is_replaced():
    assert set(of_this_version()) == set(REPLACED)


def test_nothing_is_replaced_by_hand():
    found = {
        f"{path.relative_to(PACKAGE)}: {one}"
        for path, tree in wagtail_internals.modules()
        for one in wagtail_internals.replacements_by_hand(tree)
    }
    assert found == set()


@pytest.mark.parametrize(
    "code",
    [
        "from wagtail.models import Page\nPage.save = None",
        "from wagtail.admin.views import i18n\ni18n.js_catalog = 1",
        "import wagtail.models\nwagtail.models.Page.save = None",
        "from wagtail.admin.forms import LoginForm\nLoginForm.declared_fields['a'].label = ''",
        "from wagtail.models import Page\nsetattr(Page, 'save', None)",
        "def change(view):\n    def get(self): pass\n    view.get = get",
        "def change(view):\n    def get(self): pass\n    view.a, view.get = 1, get",
    ],
)
def test_a_replacement_by_hand_is_found(code):
    assert list(wagtail_internals.replacements_by_hand(ast.parse(code)))


@pytest.mark.parametrize(("target", "signature"), of_this_version().items())
def test_what_is_replaced_is_as_it_was(target, signature):
    original = REPLACED[target]
    if signature:
        assert str(inspect.signature(original)) == signature


@pytest.mark.parametrize("target", of_this_version())
def test_ours_is_what_is_called(target):
    """Nobody has put anything else there, and no class of Wagtail below goes its own way."""
    owner, name = look_up(target)
    assert getattr(owner, name) is not REPLACED[target]
    _ = get_resolver().url_patterns  # the views of all apps are there
    for below in heirs(owner) if inspect.isclass(owner) else []:
        if name in vars(below) and below.__module__.startswith("wagtail."):
            assert f"super().{name}(" in inspect.getsource(below), below


def test_what_has_moved_stops_the_site():
    for target in (
        "wagtail.models:WorkflowState.resume_again",
        "wagtail.nowhere:View.get",
        "wagtail.admin.forms.auth:LoginForm.declared_fields.pass.label",
    ):
        with pytest.raises(ImproperlyConfigured, match=re.escape(target)):
            replace(target, lambda original: original)
        assert target not in REPLACED


def test_the_page_lists_all_private_names():
    listed = {look.rpartition(".")[2] for row in PRIVATE_ROWS for look in spans(row[0])}
    assert listed == wagtail_internals.private_names()


@pytest.mark.parametrize("target", [span for row in PRIVATE_ROWS for span in spans(row[0])])
def test_private_names_are_there(target):
    module, _, path = target.partition(":")
    cls, name = path.split(".")
    owner = getattr(import_module(module), cls)
    # What only instances have is seen in the code of the class.
    assert hasattr(owner, name) or f"self.{name}" in inspect.getsource(owner)


@pytest.mark.parametrize("row", AGREEING_ROWS, ids=lambda row: row[0])
def test_texts_that_agree_are_there(row):
    path, *texts = spans(row[0])
    package, _, rest = path.partition("/")
    text = (Path(find_spec(package).origin).parent / rest).read_text()
    assert texts
    assert [one for one in texts if one not in text] == []


@pytest.mark.parametrize("row", [*REPLACED_ROWS, *PRIVATE_ROWS, *AGREEING_ROWS], ids=lambda r: r[0])
def test_each_row_names_its_place_and_a_test(row):
    for span in spans(row[1]):
        assert (PACKAGE / span).is_file()
    for span in spans(row[-1]):
        path, _, name = span.partition("::")
        assert re.search(rf"\bdef {name}\(", (ROOT / path).read_text()), span
    assert spans(row[1]) and spans(row[-1])


def test_what_is_overridden_is_still_there():
    gone = wagtail_internals.written_overrides() - wagtail_internals.overrides()
    assert gone == set()


def test_what_is_overridden_is_written_down():
    earlier = set() if HAS_REGISTRY else EARLIER_OVERRIDES
    new = wagtail_internals.overrides() - wagtail_internals.written_overrides()
    assert new == earlier, "python -m tests.portal.wagtail_internals"


def templates():
    """Return the names of our templates for the admin."""
    found = []
    for path in sorted(PACKAGE.glob("*/templates/**/*.html")):
        name = str(path).split("/templates/")[1]
        if re.search(r"\bwagtail\w*/", path.read_text()) and "/wagtail" not in f"/{name}":
            found.append(name)
    return found


@pytest.mark.parametrize("name", templates())
def test_blocks_that_are_filled_are_there(name):
    """A block that a template of Wagtail no longer has would be filled in vain."""
    nodes = get_template(name).template.nodelist
    for parent in nodes.get_nodes_by_type(ExtendsNode):
        above = parent.parent_name.var
        if not str(above).startswith("wagtail"):
            continue
        offered = blocks_of(str(above))
        filled = {block.name for block in parent.blocks.values()}
        inner = {
            one.name
            for block in parent.blocks.values()
            for one in block.nodelist.get_nodes_by_type(BlockNode)
        }
        assert filled - inner - offered == set()
    for include in nodes.get_nodes_by_type(IncludeNode):
        if isinstance(include.template.var, str):
            get_template(include.template.var)


def blocks_of(name):
    """Return the names of the blocks of the template ``name`` and of those that it extends."""
    nodes = get_template(name).template.nodelist
    found = {block.name for block in nodes.get_nodes_by_type(BlockNode)}
    for parent in nodes.get_nodes_by_type(ExtendsNode):
        found |= {block.name for block in parent.blocks.values()}
        if isinstance(parent.parent_name.var, str):
            found |= blocks_of(parent.parent_name.var)
    return found


def test_the_one_template_that_is_overridden():
    overridden = sorted(PACKAGE.glob("*/templates/wagtail*/**/*.html"))
    names = [str(path).split("/templates/")[1] for path in overridden]
    assert names == ["wagtailadmin/generic/edit_partials.html"]
    original = Path(wagtail.__file__).parent / "admin" / "templates" / names[0]
    assert "{% block extra %}" in original.read_text()
