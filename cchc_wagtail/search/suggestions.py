"""Writing a mended query as the site writes it."""

from itertools import pairwise

from cchc_wagtail.language import spans


def as_the_site_writes(query, texts):
    """Return the text of ``query`` with the marks that its words have in ``texts``.

    A word is looked up together with a neighbour, for alone it could be many; what does not stand
    in the texts stays as it was typed.
    """
    known = {}
    for text in texts:
        written = [(span.text, text[span.start : span.end].lower()) for span in spans(text)]
        for (left, left_word), (right, right_word) in pairwise(written):
            known.setdefault((left, right), (left_word, right_word))
    words = list(query.words)
    settled = set()
    for place, pair in enumerate(pairwise(query.syllables)):
        for step, word in enumerate(known.get(pair, ())):
            if place + step not in settled:
                words[place + step] = word
                settled.add(place + step)
    return " ".join(words)
