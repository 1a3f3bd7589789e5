"""Editors who save and citizens who search, all at once, under gunicorn.

    python -m benchmarks.load [--editors 50] [--citizens 200] [--seconds 300] [--workers 2]

Runs on the database of ``DATABASE_URL``, which it fills; by default on a new SQLite file. It needs
``gunicorn``. Each editor saves a draft of their own again and again, each citizen searches; at the
end it tells how many requests there were, how many answers were errors (500 and above, or none at
all), how long they took, and how many saves that were answered as done have no revision. It ends
with 1 where there was an error or a revision was lost.
"""

import argparse
import io
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from pathlib import Path

QUERIES = Path(__file__).parent / "queries.jsonl"
CSRF = "a" * 32


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/load.sqlite3")
        os.environ.setdefault("SANDBOX_DATA", folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "sandbox.settings"
        os.environ["SECRET_KEY"] = "load"
        port = free_port()
        editors = prepare(options.editors)
        server = subprocess.Popen(
            [
                *[sys.executable, "-m", "gunicorn", "sandbox.wsgi", "--log-level", "warning"],
                *["--bind", f"127.0.0.1:{port}", "--workers", str(options.workers)],
                *["--threads", "4", "--timeout", "120"],
            ]
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address)
            figures = attack(address, editors, options)
        finally:
            server.terminate()
            server.wait()
        lost = lost_revisions(figures.saved)
        figures.print(options, lost)
        return 1 if lost or figures.errors else 0


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, value in {"editors": 50, "citizens": 200, "seconds": 300, "workers": 2}.items():
        parser.add_argument(f"--{name}", type=int, default=value)
    return parser.parse_args()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare(count):
    """Make a section and ``count`` editors with a draft each; return what each would send."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from cchc_wagtail.news.models import NewsColumnPage
    from cchc_wagtail.organisation.models import Unit
    from tests.editorial.acting import write_article
    from tests.editorial.forms import unchanged
    from tests.factories import UserFactory

    # The client then tells what the page was made of.
    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("cchc_setup", demo=True, verbosity=0, stdout=io.StringIO())
    unit = Unit.objects.filter(kind=Unit.Kind.PROFESSIONAL).first()
    column = NewsColumnPage.objects.first()
    editors = []
    for number in range(count):
        user = UserFactory(username=f"load-{number}", groups=[unit.group])
        article = write_article(column, user, unit, title=f"Bài tải {number}")
        client = Client()
        client.force_login(user)
        address = reverse("wagtailadmin_pages:edit", args=[article.pk])
        page = client.get(address, headers={"host": "localhost"})
        data = unchanged(page.context["form"])
        data = {name: value for name, value in data.items() if value is not None}
        session = client.cookies["sessionid"].value
        editors.append((article.pk, address, session, data))
    connections.close_all()
    return editors


def wait_for(address):
    for _attempt in range(100):
        try:
            urllib.request.urlopen(f"{address}/tim-kiem/", timeout=30)
            return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The server did not start.")


class Figures:
    def __init__(self):
        self.lock = threading.Lock()
        self.times, self.statuses = {"save": [], "search": []}, Counter()
        self.saved = {}
        self.errors = 0

    def note(self, kind, status, seconds):
        with self.lock:
            self.times[kind].append(seconds)
            self.statuses[kind, status] += 1
            self.errors += status >= 500 or status == 0

    def print(self, options, lost):
        print(
            f"{options.editors} editors, {options.citizens} citizens, {options.seconds} s, "
            f"{options.workers} workers of 4 threads"
        )
        for kind, times in self.times.items():
            times.sort()
            if times:
                half, most = times[len(times) // 2], times[int(len(times) * 0.95)]
                print(f"  {kind}: {len(times)} requests, p50 {half:.2f} s, p95 {most:.2f} s")
        for (kind, status), count in sorted(self.statuses.items()):
            print(f"  {kind}: {count} answered {status or 'nothing'}")
        print(f"  errors: {self.errors}; lost revisions: {lost}")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


def attack(address, editors, options):
    figures, end = Figures(), time.monotonic() + options.seconds
    queries = [json.loads(line)["query"] for line in QUERIES.read_text().splitlines()]
    opener = urllib.request.build_opener(NoRedirect)

    def request(kind, url, data=None, **headers):
        began, status = time.monotonic(), 0
        asked = urllib.request.Request(address + url, data=data, headers=headers)
        try:
            with opener.open(asked, timeout=120) as answer:
                answer.read()
                status = answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            pass
        figures.note(kind, status, time.monotonic() - began)
        return status

    def edit(number, editor):
        page, url, session, data = editor
        cookies = f"sessionid={session}; csrftoken={CSRF}"
        turn = 0
        while time.monotonic() < end:
            turn += 1
            title = f"Bài tải {number}, lần {turn}"
            sent = {**data, "title": title, "csrfmiddlewaretoken": CSRF}
            body = urllib.parse.urlencode(sent, doseq=True).encode()
            if request("save", url, body, Cookie=cookies) == 302:
                figures.saved.setdefault(page, []).append(title)
            time.sleep(random.uniform(0.5, 2))

    def search(number):
        while time.monotonic() < end:
            query = urllib.parse.urlencode({"q": random.choice(queries)})
            request("search", f"/tim-kiem/?{query}")
            time.sleep(random.uniform(0.5, 3))

    threads = [threading.Thread(target=edit, args=one) for one in enumerate(editors)]
    threads += [threading.Thread(target=search, args=(n,)) for n in range(options.citizens)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return figures


def lost_revisions(saved):
    """Return how many titles that were answered as saved stand in no revision of their page."""
    from wagtail.models import Revision

    lost = 0
    for page, titles in saved.items():
        kept = {
            content["title"]
            for content in Revision.objects.filter(object_id=str(page)).values_list(
                "content", flat=True
            )
        }
        lost += len(set(titles) - kept)
    return lost


if __name__ == "__main__":
    sys.exit(main())
