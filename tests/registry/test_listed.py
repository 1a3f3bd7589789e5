"""A document is as public as the most open list on which it stands."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction, Site

from cchc_wagtail.organisation.models import Tag
from cchc_wagtail.registry.models import LegalDocument, RegistryPage
from cchc_wagtail.search import search
from tests.factories import (
    DocumentRelationFactory,
    IssuerFactory,
    LegalDocumentFactory,
    ReformFieldFactory,
    RegistryPageFactory,
)

pytestmark = pytest.mark.django_db

TITLE = "Về việc bảo mật nguyên liệu"


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def registry(home):
    return RegistryPageFactory(parent=home, title="Mọi văn bản", slug="moi-van-ban")


@pytest.fixture
def document(registry):
    return LegalDocumentFactory(number="77/2021/NĐ-CP", title=TITLE)


def restrict(page):
    return PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="mật khẩu"
    )


def places(document):
    """Every public address that could name ``document``."""
    return {
        "page": document.get_absolute_url(),
        "number": "/van-ban/77-2021-nd-cp/",
        "lookup": f"{reverse('cchc_wagtail:document_lookup')}?so={document.number}",
        "cited": reverse("cchc_wagtail:document_cited_by", args=[document.slug]),
        "changes": reverse("cchc_wagtail:feed_document_changes", args=[document.slug]),
        "feed": reverse("cchc_wagtail:feed", args=["van-ban"]),
        "sitemap": reverse("cchc_wagtail:sitemap_part", args=["document"]),
        "api": reverse("cchc_wagtail:api:documents:listing"),
        "api detail": reverse("cchc_wagtail:api:documents:detail", args=[document.pk]),
        "api search": f"{reverse('cchc_wagtail:api:documents:listing')}?search=nguyên",
        "api find": f"{reverse('cchc_wagtail:api:documents:find')}?id={document.pk}",
        "search": f"{reverse('cchc_wagtail:search')}?q=bảo mật nguyên liệu",
    }


def named_at(client, document):
    """The places where a visitor finds the title or the address of ``document``."""
    found = set()
    for name, address in places(document).items():
        response = client.get(address, follow=True)
        text = response.content.decode().replace("\\/", "/")
        address = document.get_absolute_url()
        if response.status_code == 200 and (
            TITLE in text or f'{address}"' in text or f"{address}<" in text
        ):
            found.add(name)
    return found


def test_on_an_open_list_it_is_public(client, document):
    assert named_at(client, document) >= {
        "page", "number", "lookup", "changes", "feed", "sitemap", "api", "api detail",
        "api search", "search",
    }  # fmt: skip


def test_a_restriction_on_its_only_list_reaches_it_everywhere(client, registry, document):
    restriction = restrict(registry)
    assert named_at(client, document) == set()
    assert client.get(document.get_absolute_url()).status_code == 404
    assert not search("bảo mật nguyên liệu").hits
    restriction.delete()
    assert "search" in named_at(client, document)


def test_a_restriction_on_the_whole_section_reaches_it(client, home, registry, document):
    restrict(home)
    assert named_at(client, document) == set()


def test_it_follows_the_most_open_of_its_lists(client, home, registry, document):
    restrict(registry)
    RegistryPageFactory(parent=home, slug="khac", level="province")
    assert named_at(client, document) == set()
    RegistryPageFactory(parent=home, slug="trung-uong", level=document.level)
    assert "page" in named_at(client, document)


def test_on_no_list_it_is_not_public(client, registry, document):
    registry.unpublish()
    assert named_at(client, document) == set()
    registry.save_revision().publish()
    assert "page" in named_at(client, document)
    registry.delete()
    assert named_at(client, document) == set()


def test_a_list_that_moves_below_a_restriction_takes_it_along(client, home, registry, document):
    closed = RegistryPageFactory(parent=home, slug="kin", level="department")
    restrict(closed)
    registry.move(closed, pos="last-child")
    assert named_at(client, document) == set()


@pytest.mark.parametrize("choice", ["level", "document_types", "issuers", "reform_fields",
                                    "thematic_areas", "tags"])  # fmt: skip
def test_the_choices_of_a_list_count(client, registry, choice):
    other = IssuerFactory(name="Bộ Ngoại giao", abbreviation="BNG")
    field, tag = ReformFieldFactory(), Tag.objects.create(name="kín")
    area = apps.get_model("cchc_organisation", "ThematicArea").objects.create(name="Lãnh sự")
    outside = LegalDocumentFactory(title=TITLE, issuer=other)
    inside = LegalDocumentFactory(
        title=TITLE, reform_field=field, level="province", document_type__name="Thông tư"
    )
    inside.thematic_areas = [area]
    inside.tags.add(tag)
    inside.save()
    chosen = {
        "document_types": inside.document_type, "issuers": inside.issuer, "tags": tag,
        "reform_fields": field, "thematic_areas": area,
    }  # fmt: skip
    if choice == "level":
        registry.level = "province"
    else:
        setattr(registry, choice, [chosen[choice]])
    registry.save_revision().publish()
    listed = set(LegalDocument.objects.public().values_list("pk", flat=True))
    assert listed == {inside.pk} == set(registry_keys())
    inside.level, inside.issuer, inside.reform_field = "central", other, None
    inside.document_type, inside.thematic_areas = outside.document_type, []
    inside.tags.clear()
    inside.save_revision().publish()
    assert set(LegalDocument.objects.public().values_list("pk", flat=True)) == set(registry_keys())
    assert outside.pk not in registry_keys()


def registry_keys():
    return RegistryPage.objects.get().get_listing_queryset().values_list("pk", flat=True)


def test_an_older_revision_does_not_bring_it_back(registry, document):
    revision = document.save_revision()
    restrict(registry)
    revision.publish()
    document.refresh_from_db()
    assert document.live and not document.is_listed


def test_nothing_tells_of_what_stood_on_no_open_list(client, registry, document):
    restrict(registry)
    document.unpublish()
    response = client.get(document.get_absolute_url())
    assert response.status_code == 404
    assert TITLE not in response.content.decode()


def test_another_documents_page_does_not_name_it(client, home, registry, document):
    other = LegalDocumentFactory(number="78/2021/NĐ-CP", level="province")
    DocumentRelationFactory(source=document, target=other)
    DocumentRelationFactory(source=other, target=document, kind="based_on")
    assert document.number in client.get(other.get_absolute_url()).content.decode()
    registry.level = "province"
    registry.save_revision().publish()
    response = client.get(other.get_absolute_url())
    assert response.status_code == 200
    assert document.number not in response.content.decode()
    feed = client.get(reverse("cchc_wagtail:feed_document_changes", args=[other.slug]))
    assert document.number not in feed.content.decode()


def test_who_may_read_the_list_reads_its_documents(client, registry, document):
    restriction = restrict(registry)
    session = client.session
    session["passed_page_view_restrictions"] = [restriction.pk]
    session.save()
    assert client.get(document.get_absolute_url()).status_code == 200


def test_the_public_pages_pay_nothing_for_it(client, home, registry, document):
    address = document.get_absolute_url()
    client.get(address)

    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = count()
    for number in range(8):
        list_page = RegistryPageFactory(parent=home, slug=f"ds-{number}", level="department")
        restrict(list_page)
    assert count() == few
