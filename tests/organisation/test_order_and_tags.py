"""Names in Vietnamese order, and one tag for one thing."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Site

from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.organisation.models import Audience, Tag, Unit
from cchc_wagtail.organisation.tags import merge
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.search import search
from tests.factories import (
    ArticlePageFactory,
    NewsColumnPageFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
IN_ORDER = [
    "Án phí",
    "Ăn ở",
    "Bãi",
    "Bán",
    "Báo",
    "Cấp",
    "Chi",
    "Đầu tư",
    "Ô tô",
    "Ơn",
    "Ưu đãi",
    "Ý",
]


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page


def test_registers_and_tags_are_listed_in_vietnamese_order():
    Audience.objects.bulk_create(
        Audience(name=name, slug=f"a{number}") for number, name in enumerate(reversed(IN_ORDER))
    )
    for name in reversed(IN_ORDER):
        Tag.objects.create(name=name)
    assert [row.name for row in Audience.objects.all()] == IN_ORDER
    assert [tag.name for tag in Tag.objects.all()] == IN_ORDER


def test_procedures_are_listed_in_vietnamese_order(home):
    index = ProcedureIndexPageFactory(parent=home)
    for name in reversed(IN_ORDER):
        ProcedurePageFactory(parent=index, title=name)
    assert [page.title for page in index.get_listing_queryset()] == IN_ORDER
    page = ProcedurePage.objects.get(title="Ý")
    page.title = "A"
    page.save_revision().publish()
    assert index.get_listing_queryset()[0].title == "A"


def test_a_renamed_unit_moves():
    first, second = Unit.objects.create(name="Bể"), Unit.objects.create(name="Cá")
    second.name = "Ấm"
    second.save()
    assert list(Unit.objects.filter(pk__in=[first.pk, second.pk])) == [second, first]


def tagged(column, *tags, **fields):
    article = ArticlePageFactory(parent=column, **fields)
    article.tags.add(*tags)
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


@pytest.mark.parametrize("spelling", ["một cửa", "MỘT CỬA", " Một  cửa ", "Một cửa"])
def test_a_tag_is_one_however_it_is_typed(home, spelling):
    column = NewsColumnPageFactory(parent=home)
    tagged(column, "Một cửa")
    again = tagged(column, spelling)
    assert [tag.name for tag in again.tags.all()] == ["Một cửa"]
    assert Tag.objects.count() == 1


def test_the_place_of_the_tone_makes_no_second_tag(home):
    column = NewsColumnPageFactory(parent=home)
    tagged(column, "Hoà giải")
    assert [tag.name for tag in tagged(column, "Hòa giải").tags.all()] == ["Hòa giải"]


def test_the_form_of_a_tag_names_the_one_that_there_is():
    Tag.objects.create(name="Một cửa")
    with pytest.raises(ValidationError, match="Một cửa"):
        Tag(name="MỘT CỬA").clean()


def test_merging_moves_content_drafts_and_the_search(home):
    column = NewsColumnPageFactory(parent=home)
    old, new = tagged(column, "Hộ chiếu phổ thông"), tagged(column, "Hộ chiếu")
    both = tagged(column, "Hộ chiếu phổ thông", "Hộ chiếu")
    draft = ArticlePage.objects.get(pk=new.pk)
    draft.tags.add("Hộ chiếu phổ thông")
    draft.save_revision()
    gone, kept = (Tag.objects.get(name=name) for name in ("Hộ chiếu phổ thông", "Hộ chiếu"))
    assert merge(gone, kept) == 2
    for article in (old, both):
        assert [tag.name for tag in ArticlePage.objects.get(pk=article.pk).tags.all()] == [
            "Hộ chiếu"
        ]
    draft = ArticlePage.objects.get(pk=new.pk).get_latest_revision_as_object()
    assert [tag.name for tag in draft.tags.all()] == ["Hộ chiếu"]
    ArticlePage.objects.get(pk=new.pk).get_latest_revision().publish()
    found = search("", filters={"tag": [kept.slug]})
    assert found.total == 3
    assert not Tag.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("is_admin, status", [(True, 302), (False, 302)])
def test_the_screen_merges_for_those_who_may(client, is_admin, status):
    one, other = Tag.objects.create(name="Một"), Tag.objects.create(name="Hai")
    client.force_login(UserFactory(admin=is_admin))
    url = reverse("cchc_organisation_merge_tag", args=[one.pk])
    assert client.post(url, {"into": other.pk}).status_code == status
    assert Tag.objects.filter(pk=one.pk).exists() != is_admin
