from .models import InitiativePage
from .models.pages import on_cards

SHOWN = 3


def newest_initiatives(home):
    return on_cards(InitiativePage.objects.descendant_of(home))[:SHOWN]
