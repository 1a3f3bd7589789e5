"""What pages and screens cost on a large site: 20,000 documents and 2,642 procedures.

Documents get titles of the real procedures and numbers of their own; procedures are variations of
the sample. Besides the times it prints queries, and how large the database is beside its texts.
"""

import datetime
import json
import os
import statistics
import time

DOCUMENTS = int(os.environ.get("BENCHMARK_DOCUMENTS", "20000"))
PROCEDURES = int(os.environ.get("BENCHMARK_PROCEDURES", "2642"))
ROUNDS = 20
YEARS = range(2004, 2024)


def run():
    """Fill the database, then ask for each address ``ROUNDS`` times; print the figures."""
    from .sample import read_sample

    rows = read_sample()
    if rows is None:
        print("Growth: not measured, the sample of procedures is absent.")
        return
    print(f"\nA site of {DOCUMENTS} documents and {PROCEDURES} procedures")
    publish_anew = publish_procedures(rows)
    register_documents([row["ten_thu_tuc"] for row in rows])
    print(f"\n{'':<44}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}")
    for name, client, address in addresses():
        measure(name, lambda client=client, address=address: answer_of(client, address))
    measure("publish a procedure", publish_anew)
    print_size()


def publish_procedures(rows):
    """Publish the sample and variations of it; return a function that publishes one anew."""
    from cchc_wagtail.procedures.models import ProcedurePage

    from .imports import _variations
    from .sample import create_index_page, create_procedures

    more = [json.loads(line) for line in _variations(rows, PROCEDURES - len(rows)).splitlines()]
    begun = time.perf_counter()
    create_procedures(create_index_page(), [*rows, *more])
    print_each("a procedure published", begun, PROCEDURES)

    def publish_anew():
        page = ProcedurePage.objects.order_by("pk").first()
        page.summary = f"{page.summary[:100]} {time.perf_counter()}"
        page.save_revision().publish()

    return publish_anew


def register_documents(titles):
    """Register documents of twenty years and one issuer, all on a public list."""
    from wagtail.models import Site

    from cchc_wagtail.registry.models import DocumentType, Issuer, LegalDocument, RegistryPage

    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(
        instance=RegistryPage(title="Văn bản", slug="danh-muc", locale_id=root.locale_id)
    )
    decree = DocumentType.objects.get_or_create(
        name="Nghị định", defaults={"abbreviation": "NĐ", "normative": True}
    )[0]
    issuer = Issuer.objects.get_or_create(name="Chính phủ", defaults={"abbreviation": "CP"})[0]
    begun = time.perf_counter()
    for number in range(DOCUMENTS):
        year = YEARS[number % len(YEARS)]
        issued = datetime.date(year, 1, 1) + datetime.timedelta(days=number % 365)
        LegalDocument.objects.create(
            number=f"{1 + number // len(YEARS)}/{year}/NĐ-CP",
            document_type=decree,
            issuer=issuer,
            title=titles[number % len(titles)][:900],
            issued_on=issued,
            effective_from=issued,
        )
    print_each("a document registered", begun, DOCUMENTS)


def addresses():
    """Return ``(name, client, address)`` of what is measured."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage
    from cchc_wagtail.registry.models import LegalDocument, RegistryPage

    citizen, office = Client(), Client()
    office.force_login(
        get_user_model().objects.create_superuser("office", "office@example.org", "")
    )
    registry = RegistryPage.objects.get().get_url()
    procedures = ProcedureIndexPage.objects.get().get_url()
    page = ProcedurePage.objects.order_by("pk").first()
    document = LegalDocument.objects.order_by("pk").first()
    yield "documents, first page", citizen, registry
    yield "documents, page 200", citizen, f"{registry}?page=200"
    yield "documents of a year", citizen, f"{registry}?year=2018"
    yield "documents, words", citizen, f"{registry}?q=xu%E1%BA%A5t+nh%E1%BA%ADp+c%E1%BA%A3nh"
    yield "procedures, first page", citizen, procedures
    yield "a procedure", citizen, page.get_url()
    yield "a document", citizen, document.get_absolute_url()
    yield "sitemap, index", citizen, reverse("cchc_wagtail:sitemap")
    section = reverse("cchc_wagtail:sitemap_part", args=["document"])
    yield "sitemap, a part", citizen, section
    yield "sitemap, the last part", citizen, f"{section}?p={-(-DOCUMENTS // 1000)}"
    yield "JSON, documents", citizen, "/api/cchc/v2/documents/"
    yield "admin: documents", office, reverse(LegalDocument.snippet_viewset.get_url_name("list"))
    yield "admin: completeness", office, reverse("cchc_procedures_completeness")
    yield "admin: law that lapsed", office, reverse("cchc_registry_lapsed")
    yield "admin: home", office, reverse("wagtailadmin_home")


def answer_of(client, address):
    response = client.get(address, headers={"host": "localhost"})
    assert response.status_code == 200, (address, response.status_code)
    return b"".join(response) if response.streaming else response.content


def measure(name, act):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    queries = len(captured)
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - begun))
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:<44}{statistics.median(times):>8.0f}{p95:>8.0f}{queries:>9}", flush=True)


def print_each(what, begun, number):
    each = 1000 * (time.perf_counter() - begun) / max(number, 1)
    print(f"{what}: {each:.1f} ms each, {number} of them", flush=True)


def print_size():
    """Print how large the database is, as a multiple of the texts that readers see."""
    from django.db import connection

    from cchc_wagtail.search.models import SearchPassage

    connection.ensure_connection()
    passages = SearchPassage.objects.values_list("text", flat=True)
    texts = sum(len(text.encode()) for text in passages.iterator())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        size = cursor.fetchone()[0]
    print(f"database {size / 1e6:.0f} MB, texts {texts / 1e6:.0f} MB: {size / texts:.1f} times")
