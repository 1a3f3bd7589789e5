from wagtail.search import index

from cchc_wagtail.language import fold, normalise


class FoldedSearchMixin:
    """Lets Wagtail's own search boxes find unmarked words, whatever search backend the host has.

    A model adds ``folded_search_fields`` to its ``search_fields``; ``folded_attributes`` names
    what is found without marks.
    """

    folded_attributes = ["title"]
    folded_search_fields = [
        index.SearchField("folded_text"),
        index.AutocompleteField("folded_text"),
    ]

    @property
    def folded_text(self):
        values = [str(getattr(self, name) or "") for name in self.folded_attributes]
        text = normalise(" ".join(values))
        # PostgreSQL indexes "61/2018/NĐ-CP" whole, but Wagtail cuts a query at every hyphen.
        hyphenated = " ".join(word for word in text.split() if "-" in word).replace("-", " ")
        return " ".join([fold(text), hyphenated, fold(hyphenated)]).rstrip()
