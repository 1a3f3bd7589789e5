"""The tables of synonyms that are shipped: right beside each other, and leading to real titles."""

from collections import defaultdict
from pathlib import Path

import pytest

from cchc_wagtail.language import is_word, normalise, with_y
from cchc_wagtail.portal.setup import DATA, read_tables
from cchc_wagtail.search.models import Synonym
from cchc_wagtail.search.query.synonyms import LONGEST, MOST_READINGS
from cchc_wagtail.search.text.contradictions import MOST_TITLES, contradictions, titles_called
from cchc_wagtail.search.text.query import cut

#: Official words of fields whose titles are not in the reference data.
OFFICIAL_WORDS = Path(__file__).parent / "official_words.txt"
#: What stands in many titles, and by itself still means something else to those who type it.
ALSO_OFFICIAL = {"đăng kiểm", "giấy phép kinh doanh"}


def written(text):
    return " ".join(with_y(word.lower()) for _syllable, word in cut(normalise(text)))


@pytest.fixture(scope="module")
def synonyms():
    found = []
    for row in read_tables("synonyms"):
        found.append(Synonym(**{**row, "both_ways": bool(row["both_ways"])}))
        found[-1].fold()
    return found


@pytest.fixture(scope="module")
def beside(synonyms):
    """Folded words → the synonyms that have them, as words or as meaning."""
    beside = defaultdict(list)
    for one in synonyms:
        beside[one.folded_words].append(one)
        beside[one.folded_meaning].append(one)
    return beside


@pytest.fixture(scope="module")
def titles(shared_data):
    lines = (shared_data / "procedure-titles.tsv").read_text(encoding="utf-8").splitlines()
    return [normalise(line.split("\t")[2]) for line in lines]


def test_every_table_is_read_and_clean():
    rows = list(read_tables("synonyms"))
    assert len(rows) >= 1500
    assert len(list((DATA / "synonyms").glob("*.csv"))) >= 40
    for row in rows:
        assert set(row) == {"words", "meaning", "both_ways"}, row
        assert row["both_ways"] in ("", "x"), row
        for name in ("words", "meaning"):
            assert row[name] == normalise(row[name]).strip() and row[name], row


def test_no_pair_stands_twice_or_says_nothing(synonyms):
    pairs = [(one.folded_words, one.folded_meaning) for one in synonyms]
    assert len(set(pairs)) == len(pairs)
    for one in synonyms:
        one.check_words()
        assert len(one.folded_words.split()) <= LONGEST, one
        assert len(one.words) <= 100 and len(one.meaning) <= 200, one


def test_no_pair_contradicts_another(synonyms, beside):
    problems = [
        f"{one}: {problem}"
        for one in synonyms
        for problem in contradictions(
            one,
            [
                other
                for other in beside[one.folded_words] + beside[one.folded_meaning]
                if other is not one
            ],
        )
    ]
    assert not problems


def test_words_have_one_spelling_and_no_more_meanings_than_are_read(synonyms):
    spellings, meanings = defaultdict(set), defaultdict(list)
    for one in synonyms:
        spellings[one.folded_words].add(written(one.words))
        meanings[one.folded_words].append(one.meaning)
    assert not {words for words, found in spellings.items() if len(found) > 1}
    assert not {words for words, found in meanings.items() if len(found) > MOST_READINGS}


def test_no_everyday_syllable_stands_alone(synonyms):
    alone = {one.words for one in synonyms if " " not in one.folded_words}
    assert not {words for words in alone if is_word(words.lower()) and not words.isupper()}


def test_meanings_are_official_words(synonyms, titles):
    official = {written(line) for line in OFFICIAL_WORDS.read_text(encoding="utf-8").splitlines()}
    lines = "\n".join(f" {written(title)} " for title in titles)
    meanings = {written(one.meaning) for one in synonyms}
    in_titles = {meaning for meaning in meanings if f" {meaning} " in lines}
    assert meanings - in_titles == official


def test_no_pair_draws_away_from_titles(synonyms, titles):
    with_words = defaultdict(list)
    longest = max(len(one.folded_words.split()) for one in synonyms)
    for title in titles:
        words = written(title).split()
        runs = {
            " ".join(words[start : start + length])
            for length in range(1, longest + 1)
            for start in range(len(words) - length + 1)
        }
        for run in runs:
            with_words[run].append(title)
    drawn = {
        one.words
        for one in synonyms
        if len(titles_called(one, with_words[written(one.words)])) >= MOST_TITLES
    }
    assert drawn == ALSO_OFFICIAL
