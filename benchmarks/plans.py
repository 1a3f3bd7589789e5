"""What a plan, its board and the report of a year cost with 10,000 pieces of content.

The pieces are articles and documents of one year, which count for the contents of a plan in turn.
"""

import datetime
import os
import time

PIECES = int(os.environ.get("BENCHMARK_PIECES", "10000"))
CONTENTS = 200
YEAR = 2024


def run():
    """Fill the database, make a report, ask for the board and the page; print the figures."""
    from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
    from cchc_wagtail.plans.models import Report

    from .growth import answer_of, measure

    plan = fill()
    print(f"\nA plan of {CONTENTS} contents, {PIECES} pieces that count for them")
    year = Period(PeriodKind.YEAR, YEAR)
    begun = time.perf_counter()
    report = Report.begin("communication", year)
    counted = time.perf_counter()
    file = report.as_docx()
    written = time.perf_counter()
    print(f"a report: figures {counted - begun:.1f} s, DOCX {written - counted:.1f} s", end=" ")
    print(f"({len(file) // 1000} kB)")
    print(f"\n{'':<44}{'p50 ms':>8}{'p95 ms':>8}{'queries':>9}")
    for name, client, address in addresses(plan):
        measure(name, lambda client=client, address=address: answer_of(client, address))


def fill():
    """Return a published plan, for which the articles and documents of a year count."""
    from django.utils import timezone
    from wagtail.models import Page, Site

    from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
    from cchc_wagtail.organisation.models import Unit
    from cchc_wagtail.plans.models import Evidence, PlanContent, PlanIndexPage, PlanPage
    from cchc_wagtail.registry.models import DocumentType, Issuer, LegalDocument

    root = Site.objects.get(is_default_site=True).root_page
    units = [Unit.objects.create(name=f"Đơn vị {number}") for number in range(1, 9)]
    column = root.add_child(instance=NewsColumnPage(title="Tin tức", slug="tin"))
    index = root.add_child(instance=PlanIndexPage(title="Kế hoạch", slug="ke-hoach-nam"))
    plan = index.add_child(
        instance=PlanPage(
            title=f"Kế hoạch {YEAR}",
            slug=f"ke-hoach-{YEAR}",
            begins_on=datetime.date(YEAR, 1, 1),
            ends_on=datetime.date(YEAR, 12, 31),
            due_on=datetime.date(YEAR, 12, 15),
        )
    )
    PlanContent.objects.bulk_create(
        PlanContent(
            page=plan,
            sort_order=number,
            number=str(number),
            text=f"Tuyên truyền nội dung {number} của cải cách hành chính",
            unit=units[number % len(units)],
            target=PIECES // CONTENTS,
        )
        for number in range(1, CONTENTS + 1)
    )
    kind = DocumentType.objects.get_or_create(name="Công văn", slug="cong-van")[0]
    issuer = Issuer.objects.get_or_create(name="Sở Ngoại vụ")[0]
    keys = list(plan.contents.values_list("key", flat=True))
    begun = time.perf_counter()
    for number in range(PIECES):
        day = datetime.date(YEAR, 1, 1) + datetime.timedelta(days=number % 365)
        moment = timezone.make_aware(datetime.datetime.combine(day, datetime.time(8)))
        unit, key = units[number % len(units)], keys[number % len(keys)]
        if number % 2:
            page = column.add_child(
                instance=ArticlePage(
                    title=f"Bài {number}",
                    slug=f"bai-{number}",
                    lead=f"Tuyên truyền cải cách hành chính, bài {number}",
                    unit=unit,
                )
            )
            Page.objects.filter(pk=page.pk).update(first_published_at=moment)
            Evidence.objects.create(plan=plan, key=key, page=page)
        else:
            document = LegalDocument.objects.create(
                number=f"{number + 1}/CV-SNgV",
                document_type=kind,
                issuer=issuer,
                unit=unit,
                title=f"Về việc tuyên truyền {number}",
                issued_on=day,
                first_published_at=moment,
            )
            Evidence.objects.create(plan=plan, key=key, document=document)
    each = 1000 * (time.perf_counter() - begun) / PIECES
    print(f"a piece stored and counted: {each:.1f} ms")
    return plan


def addresses(plan):
    """Return ``(name, client, address)`` of what is measured."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    citizen, office = Client(), Client()
    office.force_login(get_user_model().objects.create_superuser("office", "o@example.org", ""))
    yield "the public page of the plan", citizen, plan.get_url()
    yield "admin: the board", office, reverse("cchc_plans_board")
    yield "admin: reports", office, reverse("cchc_plans_reports")
    report = reverse("cchc_plans_report_file", args=[1, "docx"])
    yield "admin: a report as DOCX", office, report
