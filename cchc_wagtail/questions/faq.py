"""Questions and answers as data for machines: schema.org's FAQPage."""

from django.utils.translation import get_language


def faq_page(situations, absolute, *, in_full=False):
    """Return the JSON-LD of a page that shows ``situations`` as a dict; None without any.

    ``absolute`` turns a path into a full address; ``in_full`` tells that the page shows the whole
    answers, not the short ones alone.
    """
    questions = [_question(situation, absolute, in_full) for situation in situations]
    if not questions:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "inLanguage": get_language(),
        "mainEntity": questions,
    }


def _question(situation, absolute, in_full):
    address = absolute(situation.url)
    texts = [situation.short_answer, situation.answer_text if in_full else ""]
    answer = {
        "@type": "Answer",
        "text": "\n\n".join(filter(None, texts)),
        "url": address,
    }
    if situation.unit:
        answer["author"] = {"@type": "GovernmentOrganization", "name": situation.unit.name}
    if situation.checked_on:
        answer["dateModified"] = situation.checked_on.isoformat()
    question = {
        "@type": "Question",
        "@id": address,
        "url": address,
        "name": situation.title,
        "acceptedAnswer": answer,
    }
    if situation.details and in_full:
        question["text"] = situation.details
    return question
