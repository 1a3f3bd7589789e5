"""The search, and the home of the section with it, tell what the registers now have."""

from django.db.models.signals import post_delete, post_save

from cchc_wagtail.search.index.indexing import index_or_note

from .insets import forget_inset
from .models import Figure, Index, IndexPage, MethodVersion, OneStopPage, OneStopReport
from .signals import results_changed


def index_pages_of_index(instance, raw=False, **kwargs):
    if not raw:
        index = instance if isinstance(instance, Index) else instance.index
        for page in IndexPage.objects.live().filter(index=index):
            _follow(page)


def index_results(**kwargs):
    """The results of the one-stop desk stand on a page of their own, and give rates to an index."""
    for page in OneStopPage.objects.live():
        _follow(page)
    for page in IndexPage.objects.live().filter(index__versions__counts_rates=True).distinct():
        _follow(page)


def _follow(page):
    forget_inset(page)
    index_or_note(page)


def forget_inset_of_page(instance, **kwargs):
    """A page may show another index than before."""
    forget_inset(instance)


def register():
    for model in (Figure, Index, MethodVersion):
        uid = f"cchc_indicators.index_{model.__name__}"
        post_save.connect(index_pages_of_index, sender=model, dispatch_uid=uid)
    for model in (Figure, MethodVersion):
        uid = f"cchc_indicators.deleted_{model.__name__}"
        post_delete.connect(index_pages_of_index, sender=model, dispatch_uid=uid)
    post_save.connect(
        forget_inset_of_page, sender=IndexPage, dispatch_uid="cchc_indicators.forget_inset"
    )
    results_changed.connect(index_results, dispatch_uid="cchc_indicators.index_results")
    post_delete.connect(
        index_results, sender=OneStopReport, dispatch_uid="cchc_indicators.index_deleted_results"
    )
