"""Whatever is put into an address that everybody may open, the answer is never “500”.

The addresses come from the URL resolver and the routes of the page types, the parameters from the
code that reads them, so that new ones are covered when they are written.
"""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

import cchc_wagtail
from cchc_wagtail.channels.api import build_router
from cchc_wagtail.questions.models import Question
from cchc_wagtail.search.query.facets import FACETS
from tests.factories import LegalDocumentFactory, ProcedurePageFactory, SituationPageFactory

pytestmark = pytest.mark.django_db

VALUES = [
    '"a',
    "*",
    "9" * 24,
    "-" + "9" * 24,
    "3000000000",
    "0",
    "\x00",
    "a\x00b",
    "2024-13-45",
    "31/02/2024",
    "0000-00-00",
    "٣",
    "²",
    "1e400",
    "NaN",
    "(",
    "%",
    "\\",
    "'; DROP TABLE x; --",
    "😀",
    "a" * 3000,
    "[]",
    ",",
    "a OR NOT",
]
ROOM = Path(cchc_wagtail.__file__).parent
_READ = re.compile(r"""GET\.get(?:list)?\(\s*["']([\w-]+)["']|["']([\w-]+)["'] in request\.GET""")
_ARGUMENT = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>[^)]*\)")


def read_parameters():
    """The names of all parameters that the code of the package reads, of the filters too."""
    names = {"page", "so", "ngay", "loai", *FACETS}
    for file in ROOM.rglob("*.py"):
        for found in _READ.finditer(file.read_text()):
            names.add(found[1] or found[2])
    for listing in listings():
        names |= listing.base_filters.keys()
    return sorted(names)


def listings():
    from django_filters import FilterSet

    found, left = [], FilterSet.__subclasses__()
    while left:
        one = left.pop()
        left += one.__subclasses__()
        if one.__module__.startswith("cchc_wagtail") and "admin" not in one.__module__:
            found.append(one)
    return found


def patterns(resolver, before=""):
    for one in resolver.url_patterns:
        place = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, place)
        else:
            yield place


def addresses_of_the_resolver():
    """The addresses of the package's own patterns, arguments left as they are written there."""
    resolvers = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    # In the addresses of a language they are one level further down.
    resolvers += [inner for one in resolvers for inner in one.url_patterns]
    ours = next(one for one in resolvers if getattr(one, "app_name", None) == "cchc_wagtail")
    return ["/" + place.replace("^", "").replace("$", "") for place in patterns(ours)]


@pytest.fixture
def pages(section):
    """One page of each type that the section has, with content to be listed."""
    children = section.get_children()
    ProcedurePageFactory(parent=children.get(slug="thu-tuc").specific, code="1.001234")
    index = Page.objects.filter(content_type__model="situationindexpage").first().specific
    SituationPageFactory(parent=index)
    LegalDocumentFactory(number="62/2099/NĐ-CP")
    pages = section.get_descendants(inclusive=True).live().specific()
    return list({type(page): page for page in pages}.values())


@pytest.fixture
def addresses(pages):
    """All addresses, each a template in which an argument may stand: ``<slug:slug>``."""
    found = addresses_of_the_resolver()
    for page in pages:
        found.append(page.url)
        if isinstance(page, RoutablePageMixin):
            for route in page.get_subpage_urls():
                found.append(page.url + str(route.pattern).replace("^", "").replace("$", ""))
    return sorted(set(found))


@pytest.fixture
def answer(client):
    client.raise_request_exception = False

    def answer(method, address, *args, **kwargs):
        response = getattr(client, method)(address, *args, **kwargs)
        if response.status_code >= 500 and response.status_code != 503:
            error = getattr(response, "exc_info", None)
            return f"{method} {address[:150]} {args} {error and error[1]!r}"[:400]
        if response.status_code == 400:
            assert response.content.strip(), address
        return ""

    return answer


def filled(address, value):
    return _ARGUMENT.sub(lambda found: quote(value, safe=""), address)


def test_there_is_something_to_attack(addresses):
    assert len(addresses) > 25
    assert {"q", "so", "ngay", "receipt", "ma"} <= set(read_parameters())


def test_arguments_in_addresses(answer, addresses):
    failed = [
        answer("get", filled(address, value))
        for address in addresses
        for value in VALUES
        if _ARGUMENT.search(address)
    ]
    assert "\n".join(filter(None, failed)) == ""


def test_parameters_of_pages(answer, addresses):
    """All parameters at once have one value; what does not read a parameter leaves it alone."""
    names, failed = read_parameters(), []
    for address in addresses:
        if "/api/" not in address:
            path = filled(address, "1.001234" if "code" in address else "62-2099-nd-cp")
            failed += [answer("get", path, dict.fromkeys(names, value)) for value in VALUES]
    assert "\n".join(filter(None, failed)) == ""


ENDPOINTS = build_router()._endpoints


def api_parameters(endpoint):
    view = ENDPOINTS[endpoint]
    fields = view.get_available_fields(view.model, db_fields_only=True)
    return sorted({*view.known_query_parameters, *fields, "unknown"})


@pytest.mark.parametrize("endpoint", list(ENDPOINTS))
def test_parameters_of_the_api(answer, pages, endpoint):
    failed = []
    for value in VALUES:
        for name in api_parameters(endpoint):
            failed.append(answer("get", f"/api/cchc/v2/{endpoint}/", {name: value}))
        for name in ["fields", "rich_text_format", "format"]:
            failed.append(answer("get", f"/api/cchc/v2/{endpoint}/1/", {name: value}))
        for name in ["id", "html_path"]:
            failed.append(answer("get", f"/api/cchc/v2/{endpoint}/find/", {name: value}))
    assert "\n".join(filter(None, failed)) == ""


FORM = {"step": "send", "text": "Tôi muốn hỏi về hộ chiếu", "name": "A", "consent": "on"}


def test_fields_of_open_forms(answer, addresses, pages):
    forms = [one for one in addresses if one.endswith(("dat-cau-hoi/", "goi-y/", "/phan-hoi/"))]
    page = Page.objects.filter(content_type__model="procedurepage").first()
    forms.append(f"/phan-hoi/{page.pk}/")
    failed = []
    for value in [*VALUES[:8], "a" * 300 + "@example.org", f"a@{'b.' * 140}org"]:
        for field in ["text", "name", "email", "phone", "form_key", "website", "step"]:
            data = {
                **FORM,
                "email": "a@example.org",
                "useful": "yes",
                "comment": value,
                field: value,
            }
            failed += [answer("post", address, data) for address in forms]
    assert "\n".join(filter(None, failed)) == ""


def test_a_long_email_address_is_told_and_the_question_kept(client, pages):
    index = next(one for one in pages if type(one).__name__ == "SituationIndexPage")
    long = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example.org"
    response = client.post(f"{index.url}dat-cau-hoi/", {**FORM, "email": long})
    assert response.status_code == 422
    assert FORM["text"] in response.content.decode()
    assert not Question.objects.exists()


def test_methods_and_receipts(answer, client):
    for value in VALUES:
        assert not answer("post", f"/tim-kiem/so-ghi/?receipt={quote(value)}")
    for method in ["put", "delete", "patch", "options", "head"]:
        assert not answer(method, "/tim-kiem/")
