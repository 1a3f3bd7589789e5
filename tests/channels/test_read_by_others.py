"""Feeds and QR codes as foreign programs read them: ``atoma`` and ``zxing-cpp``."""

import io
import json
from urllib.parse import urlsplit

import atoma
import pytest
import zxingcpp
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from PIL import Image
from pypdfium2 import PdfDocument

from cchc_wagtail.channels import printing
from cchc_wagtail.channels.printing import FORMS
from cchc_wagtail.frontend import charts
from cchc_wagtail.organisation.models import ReformField
from cchc_wagtail.search.kinds import kinds
from tests.factories import (
    ArticlePageFactory,
    DigestPageFactory,
    IndexPageFactory,
    InitiativePageFactory,
    LegalDocumentFactory,
    ProcedurePageFactory,
)

pytestmark = pytest.mark.django_db
#: What XML, HTML and JSON each have a meaning for, and a letter that XML cannot hold.
TITLE = "Tin <b>mới</b> & “hay” &amp;\x0bngắn"
SVG = "http://www.w3.org/2000/svg"
SHOWN = "Tin <b>mới</b> & “hay” &amp; ngắn"


@pytest.fixture
def published(section):
    """Slug of a feed → address and title of what it must have."""
    below = {page.slug: page.specific for page in section.get_children()}
    pages = {
        "tin-tuc": ArticlePageFactory(
            parent=below["tin-tuc"],
            title=TITLE,
            lead=TITLE,
            reform_field=ReformField.objects.first(),
        ),
        "thu-tuc": ProcedurePageFactory(parent=below["thu-tuc"], title=TITLE, summary=TITLE),
        "sang-kien": InitiativePageFactory(parent=below["sang-kien"], title=TITLE, summary=TITLE),
        "chi-so": IndexPageFactory(parent=below["chi-so"], title=TITLE),
        "ban-tin": DigestPageFactory(parent=below["ban-tin"], title=TITLE, lead=TITLE),
    }
    for page in pages.values():
        page.save_revision().publish()
        page.refresh_from_db()
    return pages


def parse(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return atoma.parse_atom_bytes(answer.content)


def is_address(text):
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def is_iri(text):
    """RFC 4287, 4.2.6: an id is an absolute IRI; spaces are none of it."""
    return bool(urlsplit(text).scheme) and not any(one.isspace() for one in text)


def ask_of_feed(feed, address):
    """RFC 4287, 4.1.1: id, title, updated, an author; links to itself and to what it is of."""
    assert is_iri(feed.id_) and feed.title.value and feed.updated.tzinfo
    assert [author.name for author in feed.authors]
    links = {link.rel: link for link in feed.links}
    assert urlsplit(links["self"].href).path == address
    # 4.2.7.2: “alternate” is what the feed is of, in another form.
    assert urlsplit(links["alternate"].href).path != address
    assert all(is_address(link.href) for link in feed.links)
    ids = [entry.id_ for entry in feed.entries]
    assert len(ids) == len(set(ids))
    for entry in feed.entries:
        # 4.1.2: id, title, updated; a link where there is no content.
        assert is_iri(entry.id_) and entry.title.value and entry.updated.tzinfo
        assert all(is_address(link.href) for link in entry.links) and entry.links
        assert entry.authors


def text_of(construct):
    """The text that a reader shows of a construct (RFC 4287, 3.1)."""
    if construct.text_type == atoma.atom.AtomTextType.html:
        return " ".join(BeautifulSoup(construct.value, "html.parser").get_text().split())
    return construct.value


def test_all_kinds_with_a_feed_are_tried(published, client):
    slugs = {kind.feed.slug for kind in kinds() if kind.feed}
    assert slugs == {*published, "van-ban"}


@pytest.mark.parametrize("slug", ["tin-tuc", "thu-tuc", "sang-kien", "chi-so", "ban-tin"])
def test_the_atom_feed_of_a_kind(client, published, slug):
    page, address = published[slug], reverse("cchc_wagtail:feed", args=[slug])
    feed = parse(client, address)
    ask_of_feed(feed, address)
    (entry,) = [one for one in feed.entries if one.links[0].href == page.full_url]
    assert text_of(entry.title) == SHOWN
    if slug in ("tin-tuc", "thu-tuc", "sang-kien", "ban-tin"):
        assert text_of(entry.summary) == SHOWN
    assert entry.updated == page.last_published_at


@pytest.mark.parametrize(
    "slug", ["tin-tuc", "thu-tuc", "sang-kien", "chi-so", "ban-tin", "van-ban"]
)
def test_the_json_feed_of_a_kind(client, published, slug):
    LegalDocumentFactory(number="9961/2024/NĐ-CP")
    answer = client.get(reverse("cchc_wagtail:json_feed", args=[slug]))
    feed = atoma.parse_json_feed_bytes(answer.content)
    assert feed.version == "https://jsonfeed.org/version/1.1" and feed.title
    assert urlsplit(feed.feed_url).path == reverse("cchc_wagtail:json_feed", args=[slug])
    # 1.1, “home_page_url”: “it should be an HTML page”.
    assert is_address(feed.home_page_url)
    home = client.get(urlsplit(feed.home_page_url).path)
    assert home["Content-Type"].startswith("text/html")
    assert [author["name"] for author in json.loads(answer.content)["authors"]]
    assert feed.items
    for item in feed.items:
        assert item.id_ and is_address(item.url) and item.title and item.content_text
        assert item.date_modified.tzinfo
    if slug in published:
        page = published[slug]
        (item,) = [one for one in feed.items if one.url == page.full_url]
        assert item.title == SHOWN


def test_atom_and_json_say_the_same(client, published):
    for slug in [*published, "van-ban"]:
        feed = parse(client, reverse("cchc_wagtail:feed", args=[slug]))
        other = client.get(reverse("cchc_wagtail:json_feed", args=[slug])).content
        items = atoma.parse_json_feed_bytes(other).items
        assert [(one.links[0].href, one.title.value) for one in feed.entries] == [
            (one.url, one.title) for one in items
        ]


def test_the_feed_of_a_column_and_of_a_field(client, published):
    article = published["tin-tuc"]
    for name, argument in [
        ("news_of_column", article.get_parent().pk),
        ("news_of_field", article.reform_field.slug),
    ]:
        address = reverse(f"cchc_wagtail:{name}", args=[argument])
        feed = parse(client, address)
        ask_of_feed(feed, address)
        assert [text_of(entry.title) for entry in feed.entries] == [SHOWN]
        (page,) = [urlsplit(link.href) for link in feed.links if link.rel == "alternate"]
        answer = client.get(f"{page.path}?{page.query}")
        assert answer["Content-Type"].startswith("text/html")
        assert article.url in answer.content.decode()


def test_the_feed_of_documents_and_of_the_changes_of_one(client, section):
    document = LegalDocumentFactory(
        number="9961/2024/NĐ-CP", title="Về <một cửa> & khác", summary="Nói về <một cửa> & khác"
    )
    address = reverse("cchc_wagtail:feed", args=["van-ban"])
    feed = parse(client, address)
    ask_of_feed(feed, address)
    (entry,) = [one for one in feed.entries if document.slug in one.links[0].href]
    assert text_of(entry.summary) == "Nói về <một cửa> & khác"
    address = reverse("cchc_wagtail:feed_document_changes", args=[document.slug])
    changes = parse(client, address)
    ask_of_feed(changes, address)
    assert changes.entries


def test_a_feed_of_nothing_is_one_too(client, section):
    for slug in ("sang-kien", "ban-tin"):
        address = reverse("cchc_wagtail:feed", args=[slug])
        ask_of_feed(parse(client, address), address)
        answer = client.get(reverse("cchc_wagtail:json_feed", args=[slug]))
        assert atoma.parse_json_feed_bytes(answer.content).items == []


# QR codes


def decode(picture):
    """Return what stands in the one QR code of ``picture``, first cut out and drawn 300 px wide."""
    (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    corners = found.position
    xs = [point.x for point in (corners.top_left, corners.bottom_right)]
    ys = [point.y for point in (corners.top_left, corners.bottom_right)]
    edge = (max(xs) - min(xs)) // 12
    box = (min(xs) - edge, min(ys) - edge, max(xs) + edge, max(ys) + edge)
    small = picture.crop(box).resize((300, 300))
    (again,) = zxingcpp.read_barcodes(small, formats=zxingcpp.BarcodeFormat.QRCode)
    assert again.text == found.text
    return again.text


def pictures_of(pdf):
    """Each page as it is printed at 300 dots an inch."""
    return [page.render(scale=300 / 72).to_pil().convert("L") for page in PdfDocument(pdf)]


@pytest.fixture
def procedure(section):
    index = section.get_children().get(slug="thu-tuc").specific
    page = ProcedurePageFactory(parent=index, title="Cấp thẻ", code="1.009999", channels=1)
    page.save_revision().publish()
    return page


@pytest.mark.skipif(not printing.can_print(), reason="WeasyPrint or Pango is not here")
@pytest.mark.parametrize("form", FORMS)
def test_the_code_on_paper_leads_to_the_address(client, procedure, section, form):
    cache.clear()
    column = section.get_children().get(slug="tin-tuc").specific
    article = ArticlePageFactory(parent=column, title="Tin dài " * 20)
    article.save_revision().publish()
    document = LegalDocumentFactory(number="98/2024/NĐ-CP")
    for shown, path in [
        (procedure, "/thu-tuc/1-009999/"),
        (article, article.get_url()),
        (document, document.get_absolute_url()),
    ]:
        address = reverse("cchc_wagtail:printed", args=[shown._meta.label_lower, shown.pk, form])
        first, *_others = pictures_of(client.get(address).content)
        said = decode(first)
        assert said == f"http://testserver{path}"
        assert client.get(urlsplit(said).path, follow=True).status_code == 200


@pytest.mark.skipif(charts.vl_convert is None, reason="vl-convert-python is not here")
def test_the_code_on_the_pages_leads_to_the_address(client, procedure):
    poster = reverse("cchc_wagtail:procedure_poster", args=[procedure.code])
    for address in (poster, procedure.url):
        code = BeautifulSoup(client.get(address).content, "html.parser").select_one("svg.cchc-qr")
        code["width"] = code["height"] = "300"
        # The parser of pages writes names of attributes small.
        svg = str(code).replace("viewbox=", "viewBox=")
        drawn = charts.vl_convert.svg_to_png(svg.replace("<svg ", f'<svg xmlns="{SVG}" ', 1))
        picture = Image.open(io.BytesIO(drawn))
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A"))
        assert decode(white.convert("L")) == "http://testserver/thu-tuc/1-009999/"
