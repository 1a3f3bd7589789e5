import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.questions import similar_answers as similar
from cchc_wagtail.search.engines import SearchUnavailable
from tests.factories import SituationPageFactory


def test_the_questions_first_then_the_clauses():
    text = "Tôi ở Lào được hai năm. Tôi mất hộ chiếu khi đi chợ thì về nước bằng cách nào?"
    assert similar.parts_of(text) == [
        "Tôi ở Lào được hai năm. Tôi mất hộ chiếu khi đi chợ thì về nước bằng cách nào",
        "Tôi mất hộ chiếu khi đi chợ thì về nước bằng cách nào",
        "Tôi mất hộ chiếu",
        "về nước bằng cách nào",
        "Tôi ở Lào được hai năm",
    ]


@pytest.mark.parametrize("text", ["", " ", "???", "một hai", "\n\n"])
def test_too_little_to_look_for(text):
    assert similar.parts_of(text) == []
    assert similar.similar_answers(text, None) == []


@given(st.text(max_size=3000))
def test_any_text(text):
    assert all(len(part.split()) >= similar.LEAST_SYLLABLES for part in similar.parts_of(text))


@pytest.mark.django_db
class TestFinding:
    def test_a_long_story(self, index):
        page = SituationPageFactory(parent=index, title="Mất hộ chiếu trong nước thì làm gì?")
        SituationPageFactory(parent=index, title="Đăng ký kết hôn với người nước ngoài")
        story = (
            "Tôi mất hộ chiếu khi đang ở Lào thì về nước bằng cách nào? "
            "Tôi là Người Hỏi Mẫu, gọi 0912 345 678."
        )
        assert [hit.title for hit in similar.similar_answers(story, None)] == [page.title]

    def test_the_search_is_not_asked_without_end(self, index, monkeypatch):
        asked = []

        def search(text, **options):
            asked.append(text)
            return type("Nothing", (), {"hits": []})

        monkeypatch.setattr(similar, "search", search)
        similar.similar_answers("một hai ba, bốn năm sáu, " * 50, None)
        similar.similar_answers("; ".join(f"câu số {number} đây" for number in range(50)), None)
        assert len(asked) <= 2 * similar.MOST_SEARCHES

    def test_a_failing_search_stands_in_nobodys_way(self, index, monkeypatch, client):
        def search(text, **options):
            raise SearchUnavailable

        monkeypatch.setattr(similar, "search", search)
        response = client.post(index.ask_url, {"text": "Tôi mất hộ chiếu thì sao?"})
        assert response.status_code == 200 and "Gửi câu hỏi" in response.content.decode()
