"""A Word file becomes a draft below a column: by whom, what of it, and nothing half-written."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.forms import BaseImageForm
from wagtail.models import Page

from cchc_wagtail.content.pictures import undescribed_pictures
from cchc_wagtail.content.refusals import SENTENCES
from cchc_wagtail.editorial.findings import findings_of
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.questions.models import SituationIndexPage, SituationPage
from tests.factories import UserFactory
from tests.files import articles, making
from tests.files.test_hostile import FILES, bomb

pytestmark = pytest.mark.django_db


@pytest.fixture
def column(section):
    return NewsColumnPage.objects.live().first()


@pytest.fixture
def unit(section):
    return Unit.objects.get(slug="phong-lanh-su")


@pytest.fixture
def editor(unit, client):
    user = UserFactory(groups=[unit.group])
    client.force_login(user)
    return user


def address(parent, model=ArticlePage):
    names = model._meta.app_label, model._meta.model_name
    return reverse("cchc_content_from_word", args=[*names, parent.pk])


def send(client, parent, content, name="bai.docx", model=ArticlePage):
    file = SimpleUploadedFile(name, content)
    return client.post(address(parent, model), {"file": file}, follow=True)


def said(response):
    return " ".join(str(one) for one in response.context["messages"])


def test_a_file_becomes_a_draft_of_the_unit(client, editor, unit, column):
    response = send(client, column, articles.article())
    article = ArticlePage.objects.get(title=articles.TITLE)
    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[article.pk]), 302)]
    assert not article.live and article.get_parent().specific == column
    assert (article.unit, article.owner) == (unit, editor)
    assert article.slug == "so-ngoai-vu-dua-thu-tuc-len-mang"
    draft = article.get_latest_revision_as_object()
    assert draft.lead == articles.LEAD
    assert [block.block_type for block in draft.body] == [
        "paragraph",
        "heading",
        "paragraph",
        "table",
        "image",
        "paragraph",
    ]
    table = draft.body[3].value
    assert table["table_caption"] == "Bảng 1: Hồ sơ đã giải quyết"
    assert table["data"][2] == ["Hộ tịch", "98", "2"] and len(table["mergeCells"]) == 2
    # The editor's form takes what was made of the file.
    draft.body.stream_block.clean(draft.body[:4])


def test_its_pictures_are_the_units_and_say_nothing_yet(client, editor, unit, column):
    response = send(client, column, articles.article())
    image = get_image_model().objects.get()
    assert (image.collection, image.uploaded_by_user) == (unit.collection, editor)
    assert (image.width, image.height) == (640, 360)
    article = ArticlePage.objects.get(title=articles.TITLE)
    figure = article.body[4].value
    assert (figure["image"], figure["caption"]) == (image, "Hình 1: Bộ phận một cửa")
    assert figure.alternative == ""
    assert list(undescribed_pictures(article)) == [(1, "Hình 1: Bộ phận một cửa")]
    assert "chưa có văn bản thay thế" in said(response)


def test_it_says_what_was_taken_and_what_was_not(client, editor, column):
    text = said(send(client, column, articles.article()))
    assert "1 bảng" in text and "1 ảnh" in text and "sa-pô" in text
    assert "nhận xét" in text
    text = said(send(client, column, articles.without_styles()))
    assert "Đoạn đầu tiên" in text and "nhận xét" not in text


def test_a_public_reader_sees_it_once_it_is_published(client, editor, column):
    send(client, column, articles.article())
    article = ArticlePage.objects.get(title=articles.TITLE)
    article.get_latest_revision().publish(skip_permission_checks=True)
    client.logout()
    html = client.get(article.url).content.decode()
    assert "<sup>2</sup>" in html and "<caption>Bảng 1" in html
    assert "câu mới thêm" in html and "câu đã bỏ" not in html


def test_a_situation_has_question_and_answer(client, editor, unit, section):
    parent = SituationIndexPage.objects.get()
    send(client, parent, articles.article(), model=SituationPage)
    situation = SituationPage.objects.get(title=articles.TITLE)
    assert situation.short_answer == articles.LEAD and situation.unit == unit
    assert "table" in [block.block_type for block in situation.full_answer]


def test_a_picture_of_no_known_kind_is_left_out_and_said(client, editor, column):
    drawing = b"\x01\x00\x00\x00" + bytes(200)
    broken = articles.picture()[:60]
    content = articles.with_pictures(articles.picture(), drawing, broken)
    text = said(send(client, column, content))
    assert get_image_model().objects.count() == 1
    assert "2 ảnh không lấy được" in text


FAULTY = [case for case, one in FILES.items() if one[0].endswith((".docx", ".doc", ".docm"))]


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_file_says_what_documents_say(client, editor, column, case):
    name, content, code = FILES[case]
    pages = Page.objects.count()
    response = send(client, column, content, name)
    assert response.context["form"].errors["file"] == [str(SENTENCES[code])]
    assert Page.objects.count() == pages and not get_image_model().objects.exists()


@pytest.mark.parametrize(
    "name, content, code",
    [
        ("a.docx", bomb(), "too_much"),
        ("a.pdf", making.pdf([["x" * 40]]), "not_word"),
        ("a.docx", making.paragraphs([" "]), "no_text"),
    ],
)
def test_other_files_are_refused_too(client, editor, column, name, content, code):
    response = send(client, column, content, name)
    assert response.context["form"].errors["file"] == [str(SENTENCES[code])]


def test_a_file_that_is_too_big(client, editor, column, monkeypatch):
    monkeypatch.setattr("cchc_wagtail.content.views.MOST_BYTES", 1000)
    response = send(client, column, articles.article())
    assert response.context["form"].errors["file"] == [str(SENTENCES["too_big"])]


@pytest.mark.parametrize("error", [OSError("full"), RuntimeError("anything")])
def test_nothing_stays_of_what_failed(client, editor, column, monkeypatch, error, settings):
    """The second picture fails: neither the page nor the first picture's row and file stay."""
    kept, calls = BaseImageForm.save, []

    def save(self, *args, **kwargs):
        calls.append(self.instance)
        if len(calls) == 2:
            raise error
        return kept(self, *args, **kwargs)

    monkeypatch.setattr(BaseImageForm, "save", save)
    pages = Page.objects.count()
    content = articles.with_pictures(articles.picture("red"), articles.picture("blue"))
    if isinstance(error, OSError):
        response = send(client, column, content)
        assert "Chưa tạo bản nháp nào" in str(response.context["form"].errors)
    else:
        with pytest.raises(RuntimeError):
            send(client, column, content)
    assert len(calls) == 2 and Page.objects.count() == pages
    assert not get_image_model().objects.exists()
    assert [one.file.storage.exists(one.file.name) for one in calls] == [False, False]


def test_only_where_one_may_write(client, editor, column, unit):
    home = Page.objects.get(depth=2)
    for parent, model, status in [
        (column, ArticlePage, 200),
        (home, ArticlePage, 302),
        (column, SituationPage, 302),
        (column, NewsColumnPage, 404),
    ]:
        assert client.get(address(parent, model)).status_code == status, (parent, model)
    client.force_login(UserFactory(groups=[Unit.objects.get(kind=Unit.Kind.LEADERSHIP).group]))
    assert client.get(address(column)).status_code == 302
    send(client, column, articles.article())
    assert not ArticlePage.objects.filter(title=articles.TITLE).exists()


def test_who_may_not_add_pictures_gets_the_text(client, editor, column, unit):
    unit.group.collection_permissions.all().delete()
    text = said(send(client, column, articles.article()))
    assert ArticlePage.objects.filter(title=articles.TITLE).exists()
    assert not get_image_model().objects.exists() and "1 ảnh không lấy được" in text


def test_it_is_offered_in_the_explorer_and_on_the_home(client, editor, column):
    explorer = client.get(reverse("wagtailadmin_explore", args=[column.pk])).content.decode()
    assert address(column) in explorer
    others = ProcedureIndexPage.objects.first()
    html = client.get(reverse("wagtailadmin_explore", args=[others.pk])).content.decode()
    assert "tu-tep-word" not in html
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    places = re.search(r'href="([^"]*tu-tep-word/)"', home)[1]
    html = client.get(places).content.decode()
    assert address(column) in html
    assert address(SituationIndexPage.objects.get(), SituationPage) in html


def test_the_house_style_of_a_column_is_told(client, editor, column):
    column.asks_for_picture = True
    column.save()
    text = said(send(client, column, making.paragraphs(["Tiêu đề", "dài " * 200])))
    assert "Chưa có sa-pô" in text and "chuyên mục này yêu cầu" in text
    article = ArticlePage.objects.get(title="Tiêu đề")
    texts = [one for _heading, texts in findings_of(article) for one in texts]
    assert len(texts) == 2
