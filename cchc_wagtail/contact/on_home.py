from .models import ContactPage, in_order

SHOWN = 6


def contacts(home):
    return in_order(ContactPage.objects.descendant_of(home))[:SHOWN]
