"""Kills Elasticsearch under load and looks whether anybody notices; ``test_outage`` runs it.

Twenty people search while pages are published; in the midst of it the server dies. No request may
fail, and once the server is back, ``cchc_index`` has to bring it everything.
"""

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

SEARCHES = 20
PUBLISHED = 30
SECONDS = 8
WORDS = ["cap ho chieu", "thu tuc hanh chinh", "giấy phép lái xe", "khai sinh", "ho chieuu"]


def main(server):
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from cchc_wagtail.search.engines import remote_engine
    from cchc_wagtail.search.index import delivery
    from cchc_wagtail.search.models import SearchEntry
    from tests.factories import ProcedureIndexPageFactory, ProcedurePageFactory

    call_command("migrate", verbosity=0)
    from wagtail.models import Site

    home = Site.objects.get(is_default_site=True).root_page
    index = ProcedureIndexPageFactory(parent=home, slug="thu-tuc")
    for number in range(5):
        ProcedurePageFactory(parent=index, title=f"Cấp hộ chiếu phổ thông {number}")
    assert not delivery.entries_undelivered().exists(), "the server was not fed to begin with"

    until = time.monotonic() + SECONDS
    answers, killed = [], threading.Event()

    def search_on(number):
        client = Client(raise_request_exception=False)
        try:
            while time.monotonic() < until:
                begun = time.monotonic()
                address = "/tim-kiem/" if number % 2 else "/tim-kiem/ket-qua.json"
                response = client.get(address, {"q": WORDS[number % len(WORDS)]})
                answers.append((killed.is_set(), response.status_code, time.monotonic() - begun))
        finally:
            connection.close()

    def publish():
        try:
            for number in range(PUBLISHED):
                ProcedurePageFactory(parent=index, title=f"Đổi giấy thông hành {number}")
                time.sleep(SECONDS / PUBLISHED / 2)
        finally:
            connection.close()

    def kill():
        time.sleep(SECONDS / 3)
        server.kill()
        killed.set()

    with ThreadPoolExecutor(SEARCHES + 2) as pool:
        jobs = [pool.submit(search_on, number) for number in range(SEARCHES)]
        jobs += [pool.submit(publish), pool.submit(kill)]
        for job in jobs:
            job.result()
    failed = [status for _, status, _ in answers if status != 200]
    after = [seconds for was_killed, _, seconds in answers if was_killed]
    behind = delivery.entries_undelivered().count()
    print(
        f"{len(answers)} searches, {len(after)} after the server died: {len(failed)} failed, "
        f"the longest took {max(after):.2f} s; {behind} entries were left behind",
        flush=True,
    )
    assert not failed, failed
    assert after and behind, "the server did not die in the midst of it"
    server.start()
    remote_engine().breaker.succeeded()
    call_command("cchc_index", verbosity=0)
    call_command("cchc_index", check=True)
    titles = SearchEntry.objects.filter(title__startswith="Đổi giấy thông hành").count()
    assert titles == PUBLISHED, titles
    assert set(remote_engine().held()) == {
        (pk, version) for pk, version in SearchEntry.objects.values_list("passages__pk", "version")
    }


if __name__ == "__main__":
    import django

    from tests.parts.elasticsearch import elasticsearch

    with elasticsearch() as running:
        os.environ["ELASTICSEARCH_URL"] = running.url
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        from django.conf import settings

        settings.CCHC_WAGTAIL["ELASTICSEARCH"]["timeout"] = 0.5
        if "OPTIONS" in settings.DATABASES["default"]:
            settings.DATABASES["default"]["OPTIONS"] = (
                {
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
                    "timeout": 20,
                }
                if "sqlite" in settings.DATABASES["default"]["ENGINE"]
                else {}
            )
        django.setup()
        sys.exit(main(running))
