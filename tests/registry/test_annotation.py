"""Links around citations in finished HTML, whatever the HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_wagtail.citations import find_citations
from cchc_wagtail.registry.citator.annotation import annotate


def link(html):
    return annotate(
        html, find_citations, lambda citation, text: (f'<a href="{citation.number}">', "</a>")
    )


LINK = '<a href="61/2018/NĐ-CP">'


@pytest.mark.parametrize(
    "html, expected",
    [
        ("Theo Nghị định 61/2018/NĐ-CP.", f"Theo {LINK}Nghị định 61/2018/NĐ-CP</a>."),
        # The whole of an inline element lies in the link, half of it does not.
        (
            "<p><b>Nghị định</b> số 61/2018/NĐ-CP</p>",
            f"<p>{LINK}<b>Nghị định</b> số 61/2018/NĐ-CP</a></p>",
        ),
        (
            "<p><b>Theo Nghị định</b> số 61/2018/NĐ-CP</p>",
            f"<p><b>Theo Nghị định</b> {LINK}số 61/2018/NĐ-CP</a></p>",
        ),
        (
            "<p><i>Nghị định</i> <b>61/2018/NĐ-CP và</b></p>",
            f"<p><i>Nghị định</i> <b>{LINK}61/2018/NĐ-CP</a> và</b></p>",
        ),
        ("<li>Nghị định 61/2018/NĐ-CP</li>", f"<li>{LINK}Nghị định 61/2018/NĐ-CP</a></li>"),
        (
            "<td>Nghị định</td><td>61/2018/NĐ-CP</td>",
            f"<td>Nghị định</td><td>{LINK}61/2018/NĐ-CP</a></td>",
        ),
        (
            "Nghị&nbsp;định 61/2018/N&#272;-CP",
            f"{LINK}Nghị&nbsp;định 61/2018/N&#272;-CP</a>",
        ),
        ("<p title='Nghị định 61/2018/NĐ-CP'>x</p>", "<p title='Nghị định 61/2018/NĐ-CP'>x</p>"),
        (
            "<script>'Nghị định 61/2018/NĐ-CP'</script>",
            "<script>'Nghị định 61/2018/NĐ-CP'</script>",
        ),
        ("<!-- Nghị định 61/2018/NĐ-CP -->", "<!-- Nghị định 61/2018/NĐ-CP -->"),
        ("", ""),
    ],
)
def test_links(html, expected):
    assert link(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x">Nghị định 61/2018/NĐ-CP</a>',
        '<a href="/x"><b>Nghị định 61/2018/NĐ-CP</b></a>',
        "<button>Nghị định 61/2018/NĐ-CP</button>",
        '<p><a href="/x">Nghị định</a> 61/2018/NĐ-CP</p>',
    ],
)
def test_no_link_within_a_link(html):
    assert link(html) == html


def test_two_citations_after_each_other():
    html = "<p>Nghị định 61/2018/NĐ-CP và Nghị định 107/2021/NĐ-CP</p>"
    assert link(html).count("<a ") == 2


def test_what_is_not_rendered_is_left_alone():
    html = "<p>Nghị định 61/2018/NĐ-CP</p>"
    assert annotate(html, find_citations, lambda citation, text: None) == html


VOID = {"br", "img"}


class Nesting(HTMLParser):
    """Fails when an end tag does not close the element opened last."""

    def __init__(self, html):
        super().__init__()
        self.open, self.text = [], []
        self.feed(html)
        self.close()
        assert not self.open, html

    def handle_starttag(self, tag, attrs):
        assert tag != "a" or "a" not in self.open
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


words = st.sampled_from(
    ["Nghị định ", "số ", "61/2018/NĐ-CP", "61/2018", "/NĐ-CP", " ngày 23/4/2018", " và ", "&amp;"]
)
html_texts = st.recursive(
    words,
    lambda inner: st.one_of(
        st.lists(inner, max_size=5).map("".join),
        st.just("<br>"),
        st.tuples(
            st.sampled_from("p b i li td tr table ul span a strong div h2 button".split()), inner
        ).map(lambda pair: "<{0}>{1}</{0}>".format(*pair)),
    ),
    max_leaves=25,
)


def has_link_in_link(html):
    try:
        Nesting(html)
    except AssertionError:
        return True
    return False


@given(html_texts)
def test_well_formed_html_stays_well_formed(html):
    if has_link_in_link(html):
        return
    linked = link(html)
    Nesting(linked)
    assert "".join(Nesting(linked).text) == "".join(Nesting(html).text)


@given(st.text(alphabet="<>/ab &;\"'=61/2018NĐ-CP", max_size=80))
def test_any_text_at_all_keeps_all_its_characters(html):
    linked = annotate(html, find_citations, lambda citation, text: ("⟦", "⟧"))
    assert linked.replace("⟦", "").replace("⟧", "") == html
