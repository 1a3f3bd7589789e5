"""A few rows of every room, all invented, for a site that ``cchc_setup`` has set up."""

import datetime
import json
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from cchc_wagtail import clock
from cchc_wagtail.contact.models import ContactIndexPage, ContactPage, OpeningHours
from cchc_wagtail.digests.models import DigestIndexPage, DigestItem, DigestPage
from cchc_wagtail.editorial.urging import urge
from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ColumnMapping, ImportRun
from cchc_wagtail.indicators.models import (
    ComponentFigure,
    Figure,
    Index,
    IndexListPage,
    IndexPage,
    Measure,
    OneStopReport,
    OneStopRow,
    StoredChart,
    Territory,
)
from cchc_wagtail.initiatives import adopting, proposing
from cchc_wagtail.initiatives.models import InitiativeIndexPage, InitiativePage, Proposal
from cchc_wagtail.mail.models import DailyMail
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage, SpecialPage
from cchc_wagtail.open_forms.models import Sending
from cchc_wagtail.organisation.models import (
    Audience,
    ReformField,
    Tag,
    ThematicArea,
    Unit,
    UnreadContent,
)
from cchc_wagtail.plans.models import (
    Activity,
    Adjustment,
    Evidence,
    PlanContent,
    PlanIndexPage,
    PlanPage,
    PlanUrging,
)
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage, RelatedProcedure
from cchc_wagtail.questions.answering import assign, receive
from cchc_wagtail.questions.models import (
    Feedback,
    Question,
    QuestionFile,
    SituationIndexPage,
    SituationPage,
)
from cchc_wagtail.registry.models import (
    CitationChoice,
    ContentCheck,
    DocumentRelation,
    DocumentType,
    FormerAddress,
    Issuer,
    LegalDocument,
    LegalDocumentFile,
    RegistryPage,
    RelationKind,
    RelationProposal,
)
from cchc_wagtail.search.log import log_click, log_search
from cchc_wagtail.search.models import ForgottenPassage, SearchEntry, ShippedSynonym, Synonym

#: Those who act, by the kind of unit that they belong to; accounts that nobody can log in with.
ROLES = {"phong": "PROFESSIONAL", "van-phong": "OFFICE", "lanh-dao": "LEADERSHIP"}
KEPT_SYNONYMS = 20


def fill():
    people = write_accounts()
    old, new = write_documents(people)
    procedure = write_procedures(people, old)
    write_news(people, old)
    write_contact(people)
    write_indicators(people, old)
    write_questions(people, procedure, new)
    write_special_page(people)
    write_digest(people)
    write_initiatives(people)
    write_plan(people)
    write_citator(people, old, new)
    import_a_file(people)
    write_search()
    # After the unit's content cites law that has lapsed.
    call_command("cchc_daily", verbosity=0)
    UnreadContent.objects.create(
        content_type=type_of(procedure), object_id=procedure.pk, reader="search", error="Ví dụ"
    )
    DailyMail.objects.create(user=people["van-phong"], day=clock.today())
    Sending.objects.create(form="question", sender="0" * 64)


def type_of(instance):
    return ContentType.objects.get_for_model(instance)


def write_accounts():
    users = get_user_model()._default_manager
    people = {"quan-tri": users.create_superuser("quan-tri", "quan-tri@example.org")}
    for name, kind in ROLES.items():
        people[name] = users.create_user(name, f"{name}@example.org", is_staff=True)
        people[name].groups.add(Unit.objects.filter(kind=Unit.Kind[kind]).first().group)
    return people


def own_unit(people):
    return Unit.objects.get(group__in=people["phong"].groups.all())


def publish(parent, page, tags=()):
    page.live = True
    parent.add_child(instance=page)
    page.tags.set(tags)
    page.save_revision().publish()
    return page


def write_documents(people):
    kind = DocumentType.objects.get(name="Nghị định")
    issuer = Issuer.objects.get(name="Chính phủ")
    old, new = (
        LegalDocument(
            number=f"{number}/{year}/NĐ-CP",
            document_type=kind,
            issuer=issuer,
            title=f"Về ví dụ số {number}",
            issued_on=datetime.date(year, 1, 15),
            effective_from=datetime.date(year, 3, 1),
            unit=own_unit(people),
        )
        for number, year in [("9901", 2015), ("9902", 2021)]
    )
    for document in (old, new):
        document.save()
        document.co_issuers.add(Issuer.objects.exclude(pk=issuer.pk).first())
        document.thematic_areas.add(ThematicArea.objects.first())
        document.tags.set(Tag.objects.all()[:2])
        document.save_revision().publish()
    DocumentRelation.objects.create(source=new, kind=RelationKind.REPLACES, target=old)
    new.save()
    RelationProposal.objects.create(
        document=new, kind=RelationKind.AMENDS, target_key="9903|nd-cp", written="Nghị định 9903"
    )
    FormerAddress.objects.create(document=new, slug="9902-2020-nd-cp")
    narrow = RegistryPage.objects.last()
    for name, rows in {
        "document_types": [kind],
        "issuers": [issuer],
        "reform_fields": ReformField.objects.all()[:1],
        "thematic_areas": ThematicArea.objects.all()[:1],
        "tags": Tag.objects.all()[:1],
    }.items():
        getattr(narrow, name).set(rows)
    narrow.save()
    text = Document(title="Văn bản ví dụ")
    text.file.save("van-ban-vi-du.txt", ContentFile(b"Vi du"))
    LegalDocumentFile.objects.create(document=new, file=text, title="Bản ký")
    return old, new


def write_procedures(people, law):
    index = ProcedureIndexPage.objects.get()
    area, audience = ThematicArea.objects.first(), Audience.objects.first()
    first = None
    for number, title in [(1, "Cấp giấy phép nuôi ong"), (2, "Cấp lại giấy phép nuôi ong")]:
        page = ProcedurePage(
            title=title,
            code=f"9.00000{number}",
            other_names=["xin phép nuôi ong"] if number == 1 else [],
            unit=own_unit(people),
            thematic_area=area,
            at_province=True,
            receiving_agency="Bộ phận Một cửa",
            receiving_address="Số 1 đường Ví Dụ",
            steps=[("step", {"heading": "Nộp hồ sơ", "text": f"<p>Theo {law}.</p>"})],
            dossier=[("case", {"case": "", "papers": [{"name": "Tờ khai", "originals": 1}]})],
            results=[("result", {"name": "Giấy phép", "validity": "10 năm"})],
            audiences=[audience],
        )
        page.channels.create(
            kind="direct",
            time_limits=[("limit", {"amount": Decimal(5), "unit": "working_day"})],
            fees=[("fee", {"amount": "200.000 đồng/lần"})],
        )
        page.legal_bases.create(number=law.number, title=law.title, document=law)
        publish(index, page, tags=Tag.objects.all()[:1])
        if first:
            RelatedProcedure.objects.create(page=page, related=first)
        first = first or page
    index.frequent_procedures.add(first)
    index.save()
    page.title = "Cấp lại giấy phép nuôi ong (bản nháp)"
    page.save_revision(user=people["phong"])
    return first


def write_news(people, law):
    column = NewsColumnPage.objects.first()
    body = [("paragraph", f"<p>Theo Điều 3 Nghị định số {law.number}, người nuôi ong …</p>")]
    unit = own_unit(people)
    fields = {"lead": "Một bài ví dụ.", "date": datetime.date(2026, 11, 2), "unit": unit}
    article = ArticlePage(title="Mùa hoa tràm", body=body, **fields)
    publish(column, article, tags=Tag.objects.all()[:1])
    waiting = ArticlePage(title="Bài chờ duyệt", body=body, owner=people["phong"], **fields)
    waiting.live = False
    column.add_child(instance=waiting)
    waiting.save_revision(user=people["phong"])
    waiting = ArticlePage.objects.get(pk=waiting.pk)
    state = waiting.get_workflow().start(waiting, people["phong"])
    urge(state.current_task_state.specific, people["van-phong"], "Đề nghị xem sớm.")


def write_special_page(people):
    page = SpecialPage(title="Chuyên trang", slug="chuyen-trang", lead="Một chủ đề.")
    NewsColumnPage.objects.first().add_child(instance=page)
    page.save_revision(user=people["van-phong"]).publish()


def write_digest(people):
    page = DigestPage(
        title="Bản tin tháng 5",
        slug="thang-5-2024",
        first_day=datetime.date(2024, 5, 1),
        last_day=datetime.date(2024, 5, 31),
    )
    page.items = [DigestItem(title="Tin", page=ArticlePage.objects.first())]
    DigestIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=people["van-phong"]).publish()


def write_plan(people):
    """A plan with one row of each kind that hangs on its content."""
    plan = PlanPage(
        title="Kế hoạch tuyên truyền",
        slug="ke-hoach-2024",
        begins_on=datetime.date(2024, 1, 1),
        due_on=datetime.date(2024, 10, 31),
        ends_on=datetime.date(2024, 12, 31),
    )
    plan.contents = [PlanContent(text="Tuyên truyền về một cửa")]
    PlanIndexPage.objects.get().add_child(instance=plan)
    plan.save_revision(user=people["van-phong"]).publish()
    of_content = {"plan": plan, "key": plan.contents.get().key}
    Evidence.objects.create(page=ArticlePage.objects.first(), **of_content)
    Activity.objects.create(
        title="Họp giao ban", done_on=datetime.date(2024, 6, 3), channel="meeting", **of_content
    )
    Adjustment.objects.create(due_on=datetime.date(2024, 11, 29), reason="Ví dụ", **of_content)
    PlanUrging.objects.create(day=datetime.date(2024, 11, 1), **of_content)


def write_contact(people):
    page = ContactPage(
        title="Phòng Nuôi ong, Sở Ví dụ",
        unit=own_unit(people),
        duties="<p>Cấp giấy phép nuôi ong.</p>",
    )
    page.opening_hours = [OpeningHours(opens=datetime.time(7, 30), closes=datetime.time(11, 30))]
    ContactIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()


def write_indicators(people, law):
    index = Index.objects.get(code="PAPI")
    index.breaks = [("break", {"date": datetime.date(2025, 7, 1), "text": "Hợp nhất"})]
    index.save()
    territory = Territory.objects.create(name="Tỉnh Ví Dụ", is_own=True)
    version = index.versions.order_by("from_year").last()
    component = version.components.first()
    figure = Figure(
        index=index, territory=territory, year=2024, score=Decimal("41.5"), source="Ví dụ"
    )
    figure.component_figures = [ComponentFigure(component=component, score=Decimal("4.5"))]
    figure.save()
    figure.save_revision(user=people["quan-tri"])
    Measure.objects.create(
        index=index, component=component, text="Trả lời trong ngày", document=law
    )
    page = IndexPage(title="Chỉ số ví dụ", slug="chi-so-vi-du", index=index)
    IndexListPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    report = OneStopReport(kind="quarter", year=2024, number=1, source="Ví dụ")
    report.rows = [OneStopRow(area=ThematicArea.objects.first(), online=6, early=4, within_time=2)]
    report.full_clean()
    report.save()
    StoredChart.objects.create(name="series-1-vi-wide", fingerprint="0" * 64, svg="<svg></svg>")


def write_initiatives(people):
    index = InitiativeIndexPage.objects.get()
    initiative = InitiativePage(
        title="Nhắc hạn giấy phép nuôi ong",
        summary="Người nuôi ong được nhắc trước một tháng.",
        status="trial",
        year=2024,
        effects=[("effect", {"measure": "Giấy phép quá hạn", "before": "9", "after": "2"})],
    )
    publish(index, initiative, tags=Tag.objects.all()[:1])
    day, sentence = datetime.date(2024, 5, 6), "Dùng cho giấy phép khác."
    adopting.say(initiative, own_unit(people), day, sentence, people["phong"])
    proposing.receive(
        Proposal(page=index, title="Ví dụ", name="Người Gửi Mẫu", email="nguoi-gui@example.org")
    )


def write_questions(people, procedure, law):
    index = SituationIndexPage.objects.get()
    situation = SituationPage(
        title="Nuôi ong trên đất thuê thì xin phép ở đâu?",
        short_answer="Tại Bộ phận Một cửa.",
        unit=own_unit(people),
        thematic_area=procedure.thematic_area,
    )
    publish(index, situation, tags=Tag.objects.all()[:1])
    situation.documents.add(law)
    situation.procedures.add(procedure)
    situation.save_revision().publish()
    asked = {"page": index, "name": "Người Hỏi Mẫu", "email": "nguoi-hoi@example.org"}
    file = QuestionFile(name="anh.png", content_type="image/png", size=3, content=b"png")
    first = receive(Question(text="Nuôi ong ở ban công được không?", **asked), file)
    assign(first, own_unit(people), datetime.date(2026, 12, 4), people["van-phong"])
    receive(Question(text="Mật ong có phải đăng ký không?", **asked))
    Feedback.objects.create(
        page=Page.objects.get(pk=procedure.pk), unit=procedure.unit, useful=True
    )


def write_citator(people, old, new):
    article = ArticlePage.objects.live().first()
    place = {"content_type": type_of(article), "object_id": article.pk}
    CitationChoice.objects.create(**place, key="9904|nd-cp", document=new)
    ContentCheck.objects.create(**place, document=new, checked_by=people["phong"])


def import_a_file(people):
    record = {"ma_thu_tuc": "9.000009", "ten_thu_tuc": "Đổi giấy phép nuôi ong"}
    run = ImportRun.objects.create(
        importer="procedures",
        file_name="vi-du.jsonl",
        content=json.dumps(record, ensure_ascii=False).encode(),
        user=people["quan-tri"],
    )
    for state in (ImportRun.State.CHECKING, ImportRun.State.IMPORTING):
        ImportRun.objects.filter(pk=run.pk).update(state=state)
        worker.work(run.pk)
    ColumnMapping.objects.create(importer="procedures", head="0" * 64, mapping={"Ghi chú": ""})


def write_search():
    log_search("nuoi ong", 2, "một")
    log_click("nuoi ong", 2, "hai", entry=SearchEntry.objects.first())
    ForgottenPassage.objects.create(pk=1 << 40, version=timezone.now().year)
    # As many as show what they are; the whole tables would make the copy three times its size.
    shipped = ShippedSynonym.objects.order_by("pk")[:KEPT_SYNONYMS]
    words = [row.folded_words for row in shipped]
    ShippedSynonym.objects.exclude(folded_words__in=words).delete()
    Synonym.objects.exclude(folded_words__in=words).delete()
