import pytest

from cchc_wagtail.language import slugify
from cchc_wagtail.organisation.models import Tag, Unit
from cchc_wagtail.organisation.slugs import slug_formatters
from tests.factories import ArticlePageFactory, NewsColumnPageFactory, UserFactory


def test_the_editor_replaces_every_marked_letter():
    letters = "".join(pattern for pattern, _ in slug_formatters())
    assert set("đĐăâêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ") <= set(
        letters
    )


@pytest.mark.django_db
@pytest.mark.parametrize("unicode_slugs", [True, False])
def test_a_page_made_in_code_has_an_address_without_marks(settings, unicode_slugs):
    settings.WAGTAIL_ALLOW_UNICODE_SLUGS = unicode_slugs
    column = NewsColumnPageFactory()
    title = "Đẩy mạnh cấp hộ chiếu"
    pages = [ArticlePageFactory(parent=column, title=title, slug="") for _ in range(2)]
    assert [page.slug for page in pages] == ["day-manh-cap-ho-chieu", "day-manh-cap-ho-chieu-2"]


@pytest.mark.django_db
def test_a_tag_keeps_the_letter_d():
    assert Tag.objects.create(name="Đối ngoại").slug == "doi-ngoai"
    assert slugify("Đối ngoại") == "doi-ngoai"


@pytest.mark.django_db
def test_the_form_fills_in_the_editors_own_unit(section):
    unit = Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL).first()
    user = UserFactory(groups=[unit.group])
    column = section.get_children().get(slug="tin-tuc").specific
    page = ArticlePageFactory.build()
    form_class = type(page).get_edit_handler().get_form_class()
    form = form_class(instance=page, parent_page=column, for_user=user)
    assert form["unit"].initial == unit
