"""Personal data in the answer to a question: what tells who asked."""

from wagtail.rich_text import get_text_for_indexing

from cchc_wagtail.open_forms.personal_data import find_personal_data


def personal_data_of(situation, questions):
    """Return the different ``Finding``s in the draft ``situation``, which answers ``questions``."""
    texts = [situation.title, situation.details, situation.short_answer, situation.answer_text]
    text = "\n".join([*texts, situation.slug.replace("-", " "), situation.search_description])
    text = get_text_for_indexing(text)
    known = [question.known for question in questions]
    found = [finding for one in known or [{}] for finding in find_personal_data(text, **one)]
    return list({finding.text: finding for finding in found}.values())
