"""Takes the pictures of the docs anew, from a demo site of its own.

    python -m tests.pictures [NAME ...]

Each is written to ``docs/images``; with names, only those. Look at each before it is committed. The
command ends with 1 where one has more than ``MOST`` bytes, or where a file there is none of them.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from tests.parts import install
from tests.parts.postgresql import free_port

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs/images"
MOST = 150_000
ADMIN = "/admin/"
DESKTOP, PHONE = (1280, 900), (360, 900)
OFFICE, LEADER, WRITER, OTHER_WRITER = "vanphong", "giamdoc", "lanhsu", "htqt"


class Picture(NamedTuple):
    """What is seen at the address ``at`` by ``user``, who is None for a visitor.

    ``to`` is the selector of what is scrolled to the top.
    """

    at: str
    user: str | None = None
    size: tuple = DESKTOP
    to: str | None = None


def pictures():
    """Return name → ``Picture``, of the demo site, to which what they show has been added."""
    from django.contrib.auth import get_user_model
    from django.urls import reverse

    from cchc_wagtail.content.views import word_url
    from cchc_wagtail.digests.models import DigestPage
    from cchc_wagtail.editorial.pieces import edit_url, waiting_for
    from cchc_wagtail.indicators.models import IndexPage, OneStopPage
    from cchc_wagtail.initiatives.models import InitiativePage
    from cchc_wagtail.news.models import ArticlePage
    from cchc_wagtail.organisation.models import Unit
    from cchc_wagtail.plans.models import PlanPage
    from cchc_wagtail.procedures.models import ProcedurePage
    from cchc_wagtail.questions.answering import draft_answer
    from cchc_wagtail.questions.models import Question

    def article(slug):
        return ArticlePage.objects.get(slug__startswith=slug)

    waiting = waiting_for(get_user_model().objects.get(username=LEADER))
    new = Question.objects.filter(state=Question.State.NEW).first()
    assigned = Question.objects.filter(unit=Unit.objects.get(slug="phong-lanh-su")).first()
    writer = get_user_model().objects.get(username=WRITER)
    answer = draft_answer(assigned, writer)
    home = reverse("wagtailadmin_home")
    decision, registered, draft = files_of_documents()
    written = draft_from_word()
    proposal = reverse("cchc_registry_from_file", args=[decision.pk])
    report = written_report()
    digest = DigestPage.objects.live().first()
    initiative = InitiativePage.objects.live().order_by("-year", "pk").first()
    procedure = ProcedurePage.objects.get(code="1.001456", locale__language_code="vi")
    return {
        "digest-pass-on": Picture(reverse("cchc_digests_pass_on", args=[digest.pk]), OFFICE),
        "index-detail": Picture(IndexPage.objects.live().order_by("pk").first().url),
        "initiative": Picture(initiative.url),
        "one-stop-phone": Picture(OneStopPage.objects.live().first().url, size=PHONE),
        "plan-board": Picture(reverse("cchc_plans_board"), OFFICE),
        "plan-briefing": Picture(reverse("cchc_plans_briefing"), OFFICE),
        "plan-page-phone": Picture(PlanPage.objects.live().first().url, size=PHONE),
        "plan-report": Picture(reverse("cchc_plans_report", args=[report.pk]), OFFICE),
        "procedure-phone": Picture(procedure.url, size=PHONE),
        "search-phone": Picture("/tim-kiem/?q=lam+ho+chieu+mat+bao+nhieu+tien", size=PHONE),
        "reform-home": Picture("/cai-cach-hanh-chinh/"),
        "editor-article": Picture(edit_url(article("vi-du-nhap-don-vi")), WRITER),
        "admin-home-office": Picture(home, OFFICE),
        "completeness-report": Picture(reverse("cchc_procedures_completeness"), OFFICE),
        "editorial-office-home": Picture(home, OFFICE, to="#cchc-office-section"),
        "editorial-review-phone": Picture(
            reverse("cchc_editorial_review", args=[waiting.first().pk]), LEADER, PHONE
        ),
        "editorial-sent-back": Picture(edit_url(article("vi-du-tra-lai-tin")), OTHER_WRITER),
        "editorial-unit-home": Picture(home, OTHER_WRITER),
        "files-draft": Picture(edit_url(draft), OFFICE, to=".cchc-table-in-text"),
        "files-list": Picture(reverse("cchc_registry_from_files"), OFFICE),
        "files-proposal": Picture(proposal, OFFICE),
        "files-registered": Picture(
            reverse("cchc_registry_from_file", args=[registered.pk]), OFFICE
        ),
        "files-relations": Picture(proposal, OFFICE, to="#quan-he-doc-duoc"),
        "import-preview": Picture(reverse("cchc_imports_run", args=[checked_import().pk]), OFFICE),
        "lapsed-law-report": Picture(reverse("cchc_registry_lapsed"), OFFICE),
        "questions-editor": Picture(edit_url(answer), WRITER),
        "questions-home-office": Picture(home, OFFICE, to="#cchc-questions-section"),
        "questions-question": Picture(reverse("cchc_questions:question", args=[new.pk]), OFFICE),
        "word-draft": Picture(edit_url(written), WRITER),
        "word-table": Picture(edit_url(written), WRITER, to=".cchc-table-form"),
        "word-upload": Picture(word_url(type(written), written.get_parent()), WRITER),
    }


def written_report():
    """Return the Office's report on the plan of 2024, begun."""
    from django.contrib.auth import get_user_model

    from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
    from cchc_wagtail.plans.models import Report

    office = get_user_model().objects.get(username=OFFICE)
    return Report.begin("communication", Period(PeriodKind.YEAR, 2024, 1), office)


def draft_from_word():
    """Return a draft that a unit has begun from a Word file."""
    from django.contrib.auth import get_user_model

    from cchc_wagtail.content.from_word import begin
    from cchc_wagtail.files import read_article
    from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
    from tests.files import articles

    writer = get_user_model().objects.get(username=WRITER)
    article = read_article("vi-du.docx", articles.article())
    column = NewsColumnPage.objects.live().order_by("path").last()
    return begin(ArticlePage, column, article, file_name="vi-du.docx", user=writer).page


def files_of_documents():
    """Return a file that proposes a document, one of a registered document, and a draft from one.

    Beside them there is a file that cannot be read.
    """
    from django.contrib.auth import get_user_model

    from cchc_wagtail.registry.from_files import working
    from cchc_wagtail.registry.from_files.by_command import register_by_command
    from cchc_wagtail.registry.models import LegalDocument, SourceFile
    from tests.files import making

    office = get_user_model().objects.get(username=OFFICE)
    # Who signs is a role: nobody is invented.
    signed = ("Nơi nhận:\n- Như Điều 2;\n- Lưu: VT.", "GIÁM ĐỐC")
    decision = making.decision(signed=signed)
    other = [("45/QĐ-SNgV", "46/QĐ-SNgV"), ("tiếp công dân", "tiếp nhận hồ sơ (ví dụ)")]
    content = making.decision(signed=signed, instead=other)
    register_by_command("vi-du-46-qd-sngv.docx", content, user=office, dry_run=False)
    draft = LegalDocument.objects.get(number="46/QĐ-SNgV")
    known = making.registered("107/2021/NĐ-CP", "06 tháng 12 năm 2021")
    sent = [
        ("vi-du-nghi-dinh-107-2021.docx", known),
        ("vi-du-quyet-dinh-45.pdf", as_pdf(decision)),
        ("vi-du-tep-hong.pdf", b"%PDF-1.7"),
    ]
    files = [
        SourceFile.objects.create(
            file_name=name,
            content=content,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            user=office,
        )
        for name, content in sent
    ]
    for one in files:
        working.read(one)
    return files[1], files[0], draft


def as_pdf(content):
    """Return a DOCX as LibreOffice prints it."""
    if not shutil.which("soffice"):
        install("libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.docx"
        source.write_bytes(content)
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, source]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(".pdf").read_bytes()


def checked_import():
    """Return an upload, looked through: a change, an error, something new and one to decide."""
    from django.contrib.auth import get_user_model

    from cchc_wagtail.imports import worker
    from cchc_wagtail.imports.models import ImportRun
    from cchc_wagtail.procedures.models import ProcedurePage

    changed, decided = ProcedurePage.objects.live().order_by("code")[:2]
    decided.receiving_agency = "Bộ phận Một cửa của Sở"
    decided.save_revision().publish()
    records = [
        {"ma_thu_tuc": changed.code, "co_quan_phoi_hop": "Ví dụ: Sở Tư pháp"},
        {"ma_thu_tuc": "xyz", "ten_thu_tuc": "Ví dụ: mã viết sai"},
        {"ma_thu_tuc": decided.code, "co_quan_thuc_hien": "Trung tâm Phục vụ hành chính công"},
        {"ma_thu_tuc": "9.000001", "ten_thu_tuc": "Ví dụ: một thủ tục mới"},
    ]
    run = ImportRun.objects.create(
        importer="procedures",
        file_name="vi-du.jsonl",
        content="\n".join(json.dumps(one, ensure_ascii=False) for one in records).encode(),
        user=get_user_model().objects.get(username=OFFICE),
    )
    worker.work(run.pk)
    return run


@contextmanager
def demo(folder):
    """Run a demo site on the data in ``folder``; give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "sandbox/manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SANDBOX_DATA": str(folder)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)
    try:
        for _try in range(60):
            try:
                urllib.request.urlopen(address)
                break
            except OSError:
                time.sleep(1)
        yield address
    finally:
        server.terminate()
        server.wait()


def take(browser, address, name, picture, logged_in):
    width, height = picture.size
    viewport = {"width": width, "height": height}
    context = browser.new_context(
        locale="vi-VN", viewport=viewport, storage_state=logged_in.get(picture.user)
    )
    page = context.new_page()
    page.goto(address + picture.at)
    page.wait_for_load_state("networkidle")
    if picture.to:
        page.locator(picture.to).evaluate("element => element.scrollIntoView()")
    # Until what fades in has done so.
    page.wait_for_timeout(1500)
    file = IMAGES / f"{name}.png"
    page.screenshot(path=file)
    context.close()
    # Screens have few colours: a third of the size, and nobody sees the difference.
    Image.open(file).quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    return file


def log_in(browser, address, user, password):
    """Return what the browser keeps of ``user`` who has logged in."""
    context = browser.new_context(locale="vi-VN")
    page = context.new_page()
    page.goto(f"{address}{ADMIN}login/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url(f"{address}{ADMIN}")
    state = context.storage_state()
    context.close()
    return state


def main():
    chromium = shutil.which("chromium") or (install("chromium") and shutil.which("chromium"))
    if not chromium:
        sys.exit("There is no Chromium on this machine, and none can be installed.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SANDBOX_DATA": folder, "DJANGO_SETTINGS_MODULE": "sandbox.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.test.utils import override_settings
        from playwright.sync_api import sync_playwright

        from cchc_wagtail.portal.setup.accounts import PASSWORD

        call_command("migrate", verbosity=0)
        call_command("cchc_setup", demo=True, verbosity=0)
        # So that the Office's home does not warn that it has never run.
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
            call_command("cchc_daily", verbosity=0)
        wanted = pictures()
        wanted = {name: wanted[name] for name in sys.argv[1:] or wanted}
        too_large = []
        with demo(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
            )
            users = {picture.user for picture in wanted.values()} - {None}
            logged_in = {user: log_in(browser, address, user, PASSWORD) for user in users}
            for name, picture in wanted.items():
                file = take(browser, address, name, picture, logged_in)
                size = file.stat().st_size
                print(f"{name}: {size / 1000:.0f} kB")
                if size > MOST:
                    too_large.append(name)
            browser.close()
    if too_large:
        sys.exit(f"Too large: {', '.join(too_large)}")
    old = {file.stem for file in IMAGES.iterdir()} - set(wanted)
    if old and not sys.argv[1:]:
        sys.exit(f"Not taken, so old: {', '.join(sorted(old))}")


if __name__ == "__main__":
    main()
