from cchc_wagtail.search.query.ranking import bm25, evidence, rank, rank_by_marks
from cchc_wagtail.search.text.query import parse_query
from cchc_wagtail.search.text.terms import Term, folded_syllables, padded


def folded(text):
    return padded(folded_syllables(text))


def ranked(text, entries, weights=None):
    """Rank ``entries`` (title, passage) for ``text``; return their numbers, the best first."""
    query = parse_query(text)
    terms = [Term(term, 1, (weights or {}).get(term, 2.0)) for term in query.terms]
    titles = {number: folded(title) for number, (title, _) in enumerate(entries)}
    passages = [(number, number, folded(body), True) for number, (_, body) in enumerate(entries)]
    found = rank(query, terms, titles, passages)
    if query.marked:
        texts = {number: f"{title} {body}" for number, (title, body) in enumerate(entries)}
        found = rank_by_marks(query, found, texts)
    return [entry.entry_id for entry in found]


def test_the_title_counts_most():
    entries = [("Cấp thị thực", "hộ chiếu, rồi hộ chiếu"), ("Cấp hộ chiếu", "tờ khai")]
    assert ranked("hộ chiếu", entries) == [1, 0]


def test_the_shorter_title_fits_better():
    entries = [("Cấp hộ chiếu phổ thông cho người dưới 14 tuổi", ""), ("Cấp hộ chiếu", "")]
    assert ranked("cap ho chieu", entries) == [1, 0]


def test_typed_marks_decide_between_what_folds_alike():
    entries = [("Kiểm dịch hoa tươi", ""), ("Kiểm dịch hóa chất", "")]
    assert ranked("kiểm dịch hóa", entries) == [1, 0]
    assert ranked("kiểm dịch hoa", entries) == [0, 1]
    assert ranked("kiem dich hoa", entries) == [0, 1]


def test_a_rare_term_weighs_more():
    entries = [("", "giấy phép"), ("", "hộ chiếu")]
    assert ranked("giay phep ho chieu", entries, {"giay_phep": 0.5, "ho_chieu": 5.0})[0] == 1


def test_each_further_mention_adds_less():
    terms = [" ho chieu "], [1.0]
    once, twice, often = (bm25(" ho chieu x" * times + " ", *terms) for times in (1, 2, 50))
    assert 0 < once < twice < often
    assert twice - once < once


def test_scattered_syllables_are_evidence_only_together():
    terms = [Term("ho_chieu", 1, 3.0), Term("ho", 9, 0.5), Term("chieu", 9, 0.5)]
    assert evidence(terms, " cap ho chieu ") == 1
    assert evidence(terms, " doi chieu voi ho so ") == 1
    assert evidence(terms, " ho so ") == 0


def test_what_happened_to_a_thing_moves_its_own_titles_alone():
    entries = [
        ("Cấp hộ chiếu", ""),
        ("Trình báo mất hộ chiếu phổ thông (thực hiện tại cấp xã)", ""),
        ("Cấp lại thẻ", "hộ chiếu bị mất, hộ chiếu bị rách"),
    ]
    assert ranked("hộ chiếu mất rồi", entries)[0] == 1
    assert ranked("hộ chiếu", entries) == [0, 1, 2]
    assert ranked("ho chieu mat roi", entries)[-1] == 2


def test_only_what_speaks_for_an_entry_is_evidence():
    query = parse_query("hộ chiếu")
    terms = [Term("ho_chieu", 1, 2.0)]
    passages = [(1, 10, folded("cấp thẻ"), True), (1, 11, folded("hộ chiếu"), False)]
    (entry,) = rank(query, terms, {1: folded("Cấp thẻ")}, passages)
    assert entry.passage_id == 11
    assert evidence(terms, entry.spoken) == 0


def test_nothing_to_rank():
    assert rank(parse_query("hộ chiếu"), [], {}, []) == []
