import pytest
from django.conf import settings
from wagtail.models import Site

from cchc_wagtail.search.engines import get_engine, remote_engine
from cchc_wagtail.search.index import delivery
from tests.factories import ProcedureIndexPageFactory


@pytest.fixture
def engine(db):
    """The engine that answers."""
    return get_engine()


@pytest.fixture(autouse=True)
def elasticsearch_at_once(request, monkeypatch):
    """Bring entries to Elasticsearch at once, where it is tested: no test transaction commits."""
    if settings.CCHC_WAGTAIL.get("SEARCH_ENGINE") != "elasticsearch":
        yield
        return
    server = remote_engine()
    is_behind = False

    def deliver_now(entry_id):
        nonlocal is_behind
        if remote_engine() is server:
            delivery.deliver.call(entry_id)
            is_behind = True

    def up_to_date(method):
        def answer(*arguments, **options):
            if is_behind:
                server.refresh()
            return method(*arguments, **options)

        return answer

    monkeypatch.setattr("cchc_wagtail.search.index.indexing.deliver_after_commit", deliver_now)
    for name in ("best", "count", "places"):
        monkeypatch.setattr(server, name, up_to_date(getattr(server, name)))
    yield
    if is_behind:
        server.drop()


@pytest.fixture
def procedures(db):
    """The page below which procedures are made."""
    home = Site.objects.get(is_default_site=True).root_page
    return ProcedureIndexPageFactory(parent=home, slug="thu-tuc")
