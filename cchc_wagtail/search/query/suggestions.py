"""Writing a mended query as the site writes it."""

from collections import Counter
from itertools import pairwise

from cchc_wagtail.language import spans


def as_the_site_writes(query, texts):
    """Return the text of ``query`` with the marks that its words have in ``texts``.

    A word is looked up together with a neighbour, for alone it could be many, and the commonest
    pair decides; what does not stand in the texts stays as it was typed.
    """
    written = Counter()
    for text in texts:
        words = [(span.text, text[span.start : span.end].lower()) for span in spans(text)]
        written.update(pairwise(words))
    pairs = set(pairwise(query.syllables))
    settled = {}
    for ((left, left_word), (right, right_word)), _ in written.most_common():
        if (left, right) in pairs:
            settled.setdefault(left, left_word)
            settled.setdefault(right, right_word)
    return " ".join(
        settled.get(syllable, word)
        for syllable, word in zip(query.syllables, query.words, strict=True)
    )
