"""What the card of a search result shows of an initiative."""

from django.utils.translation import gettext as _

from cchc_wagtail.search.facts import Card

LONGEST_ON_CARD = 90


def cards_of(pages):
    """Return primary key → ``Card`` for the query set ``pages``; it asks the database once."""
    return {page.pk: _card(page) for page in pages}


def _card(page):
    effects = [effect.in_words for effect in page.effect_list]
    facts = tuple((_("Effect"), text) for text in effects[:1] if len(text) <= LONGEST_ON_CARD)
    return Card(facts=facts, badge=str(page.get_status_display()))
