"""Tables in the text of a document outlive the editor, which has none of its own."""

import json

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cchc_wagtail.registry.models.documents import LAW_FEATURES
from cchc_wagtail.registry.rich_text import ENTITY, clean_table

TABLE = (
    "<table><tbody><tr><th>STT</th><th>Tên &amp; số</th></tr>"
    '<tr><td rowspan="2">1</td><td>Hộ chiếu<br/>Giấy thông hành</td></tr></tbody></table>'
)


@pytest.fixture
def converter():
    return ContentstateConverter(LAW_FEATURES)


def there_and_back(converter, html):
    return converter.to_database_format(converter.from_database_format(html))


def test_a_table_stays_as_it_is(converter):
    kept = there_and_back(converter, f"<h3>Chương I</h3><p>Trước</p>{TABLE}<p>Sau</p>")
    kept = kept.replace("<br>", "<br/>")
    assert kept.count(TABLE) == 1
    assert "Hộ chiếu" not in kept.replace(TABLE, "")
    assert [part in kept for part in (">Trước</p>", ">Sau</p>", "Chương I</h3>")] == [True] * 3


def test_two_tables_one_after_the_other(converter):
    assert there_and_back(converter, TABLE + TABLE).count("<table>") == 2


def test_what_an_editor_sends_is_cleaned(converter):
    content = json.loads(converter.from_database_format(TABLE))
    entity = next(one for one in content["entityMap"].values() if one["type"] == ENTITY)
    entity["data"]["html"] = (
        "<table><tr><td onclick='x()'>a<script>b</script></td></tr></table><p>c"
    )
    assert "<table><tbody><tr><td>a</td></tr></tbody></table>" in converter.to_database_format(
        json.dumps(content)
    )


@pytest.mark.parametrize("html", ["", "<p>x</p>", "<script>x</script>"])
def test_what_is_no_table_is_nothing(html):
    assert clean_table(html) == ""
