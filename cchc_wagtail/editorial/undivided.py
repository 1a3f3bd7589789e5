"""Steps of a review that Wagtail writes in several statements, done as a whole or not at all."""

from django.db import transaction

from cchc_wagtail.replacing import replace


def keep_reviews_whole():
    """Let a review be taken up again, and be ended, in one transaction, as it begins.

    A process that died between the writes of Wagtail left a review without a step: nobody saw
    the piece waiting, and nobody could submit it again.
    """
    replace("wagtail.models:WorkflowState.resume", transaction.atomic)
    replace("wagtail.models:WorkflowState.cancel", transaction.atomic)
