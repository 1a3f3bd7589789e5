"""Who may open which view of the rooms in the admin.

A view is one line in ``VIEWS``; a view that has none fails ``test_every_view_has_its_line``.
"""

import json
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import TestCase
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from cchc_wagtail.imports.models import ImportRow, ImportRun
from cchc_wagtail.indicators.models import Figure, Measure, MethodVersion, OneStopReport
from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.organisation.models import Audience, ReformField, Tag, ThematicArea, UnreadContent
from cchc_wagtail.organisation.reporting_periods import Period, PeriodKind
from cchc_wagtail.plans.models import Report, ReportTemplate
from cchc_wagtail.plans.reports.template import first_template
from cchc_wagtail.procedures.models import ProcedureIndexPage
from cchc_wagtail.questions.models import QuestionFile
from cchc_wagtail.registry.models import SourceFile
from cchc_wagtail.search.models import Synonym
from tests.editorial.acting import (
    act,
    build_office,
    edit,
    step_of,
    submit,
    write_article,
    write_document,
)
from tests.factories import (
    AdoptionFactory,
    DigestIndexPageFactory,
    DigestPageFactory,
    IndexFactory,
    InitiativeIndexPageFactory,
    InitiativePageFactory,
    PlanContentFactory,
    PlanIndexPageFactory,
    PlanPageFactory,
    ProcedureIndexPageFactory,
    ProcedurePageFactory,
    ProposalFactory,
    QuestionFactory,
    SituationIndexPageFactory,
    TerritoryFactory,
)
from tests.portal.host import host_editor, host_page

ROLES = ["anonymous", "host", "own", "other", "office", "leadership", "admin"]
EVERYBODY = "own other office leadership admin"
SEE_ALL = "office leadership admin"
OFFICE = "office admin"
NOBODY = ""
WRITERS = "own office admin"
HANDLERS = "own other office admin"


@dataclass
class View:
    """A view: its name, the roles let in, the names of ``things`` for its arguments, its method."""

    name: str
    allowed: str
    args: list = field(default_factory=list)
    method: str = "get"
    query: dict = field(default_factory=dict)


def register(name, thing):
    """The views of a plain register, which only the Office keeps."""
    for action, args in [("index", []), ("create", []), ("edit", [thing]), ("delete", [thing])]:
        yield View(f"{name}_modeladmin_{action}", OFFICE, args)
    yield View(f"{name}_modeladmin_history", OFFICE, [thing])


def kept_by_office(name, thing):
    """The views of a register of Wagtail's own view sets, which only the Office keeps."""
    for action in ["index", "index_results", "add"]:
        yield View(f"{name}:{action}", OFFICE)
    for action in ["edit", "delete", "usage", "history", "history_results"]:
        yield View(f"{name}:{action}", OFFICE, [thing])


def snippets_of_office(model, thing, revision):
    """The views of snippets with revisions but no drafts, which only the Office keeps."""
    name = f"wagtailsnippets_{model}"
    for action in ["list", "list_results", "add"]:
        yield View(f"{name}:{action}", OFFICE)
    for action in ["edit", "delete", "usage", "history", "history_results"]:
        yield View(f"{name}:{action}", OFFICE, [thing])
    yield View(f"{name}:revisions_revert", OFFICE, [thing, revision])
    yield View(f"{name}:revisions_compare", OFFICE, [thing, "earliest", "latest"])


WAITING = "in_progress"
# For a piece by a unit, and for one that the administrator has corrected at this step.
ACTIONS = {
    "approve": (OFFICE, OFFICE),
    "reject": (OFFICE, OFFICE),
    "approve_own": (NOBODY, NOBODY),
    "pass_back": (NOBODY, NOBODY),
}
DOCUMENT = "wagtailsnippets_cchc_registry_legaldocument"
CHOOSER = "wagtailsnippetchoosers_cchc_registry_legaldocument"
OWN_DOCUMENT = "own office leadership admin"


def reports():
    """The views that Wagtail has for reports; most lead to the report's own screen."""
    name, one = "wagtailsnippets_cchc_plans_report", ["periodic_report"]
    for action in ["list", "list_results"]:
        yield View(f"{name}:{action}", SEE_ALL)
    for action in ["edit", "lock", "unlock", "usage", "history", "history_results"]:
        yield View(f"{name}:{action}", SEE_ALL, one)
    yield View(f"{name}:workflow_history", SEE_ALL, one)
    yield View(f"{name}:preview_on_edit", OFFICE, one)
    yield View(f"{name}:workflow_history_detail", SEE_ALL, [*one, "periodic_review"])
    yield View(f"{name}:revisions_revert", SEE_ALL, [*one, "periodic_revision"])
    yield View(f"{name}:revisions_view", SEE_ALL, [*one, "periodic_revision"])
    yield View(f"{name}:revisions_compare", SEE_ALL, [*one, "earliest", "latest"])
    for action in ["add", "preview_on_add"]:
        yield View(f"{name}:{action}", NOBODY)
    for action in ["delete", "unpublish"]:
        yield View(f"{name}:{action}", NOBODY, one)
    yield View(f"{name}:revisions_unschedule", "leadership admin", [*one, "periodic_revision"])
    yield View(f"{name}:confirm_workflow_cancellation", SEE_ALL, one)
    step = [*one, "approve", "periodic_step"]
    yield View(f"{name}:workflow_action", OFFICE, step)
    yield View(f"{name}:collect_workflow_action_data", OFFICE, step)
    yield View(f"{name}:workflow_preview", OFFICE, [*one, "periodic_task"])
    chooser = "wagtailsnippetchoosers_cchc_plans_report"
    for action in ["choose", "choose_results", "chosen_multiple"]:
        yield View(f"{chooser}:{action}", EVERYBODY)
    yield View(f"{chooser}:chosen", SEE_ALL, one)
    yield View(f"{chooser}:create", NOBODY)


VIEWS = [
    *register("cchc_organisation_unit", "unit"),
    *register("cchc_organisation_reformfield", "reform_field"),
    *register("cchc_organisation_thematicarea", "thematic_area"),
    *register("cchc_organisation_audience", "audience"),
    *register("cchc_organisation_tag", "tag"),
    View("cchc_organisation_merge_tag", OFFICE, ["tag"]),
    *register("cchc_registry_documenttype", "document_type"),
    *register("cchc_registry_issuer", "issuer"),
    View("cchc_editorial_work", EVERYBODY),
    View("cchc_editorial_pieces", EVERYBODY),
    View("cchc_editorial_pieces_results", EVERYBODY),
    View("cchc_editorial_figures", SEE_ALL),
    View("cchc_editorial_next", OFFICE),
    View("cchc_editorial_begin", "own other office admin", ["app", "article"]),
    View("cchc_content_word_places", "own other office admin"),
    View("cchc_content_from_word", "own other office admin", ["app", "article", "column"]),
    View("cchc_editorial_review", OFFICE, ["step"]),
    View("cchc_editorial_preview", OFFICE, ["step"]),
    View("cchc_editorial_review", OFFICE, ["document_step"]),
    View("cchc_editorial_preview", OFFICE, ["document_step"]),
    View("cchc_editorial_history", OWN_DOCUMENT, ["review"]),
    View("cchc_editorial_history", OWN_DOCUMENT, ["document_review"]),
    View("cchc_editorial_urge", OFFICE, ["review"]),
    View("cchc_editorial_unread", SEE_ALL),
    View("cchc_editorial_unread_results", SEE_ALL),
    View("cchc_editorial_read_again", SEE_ALL, ["unread"], method="post"),
    View("cchc_registry_unresolved", SEE_ALL),
    View("cchc_registry_unresolved_results", SEE_ALL),
    View("cchc_registry_lapsed", EVERYBODY),
    View("cchc_registry_lapsed_results", EVERYBODY),
    View(
        "cchc_registry_choose_document",
        OWN_DOCUMENT,
        ["document_content_type", "document"],
        query={"key": "1/2018/ND-CP"},
    ),
    View(
        "cchc_registry_confirm_content",
        OWN_DOCUMENT,
        ["document_content_type", "document", "document"],
        method="post",
    ),
    View("cchc_registry_relation_proposals", OWN_DOCUMENT, ["document"]),
    View("cchc_registry_from_files", "own other office admin"),
    View("cchc_registry_from_files_progress", "own other office admin"),
    View("cchc_registry_from_file", "own admin", ["source_file"]),
    View("cchc_registry_from_file_page", "own admin", ["source_file"]),
    View(f"{DOCUMENT}:list", EVERYBODY),
    View(f"{DOCUMENT}:list_results", EVERYBODY),
    View(f"{DOCUMENT}:add", "own other office admin"),
    View(f"{DOCUMENT}:preview_on_add", "own other office admin"),
    View(f"{DOCUMENT}:edit", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:delete", OFFICE, ["document"]),
    View(f"{DOCUMENT}:usage", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:history", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:history_results", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:copy", WRITERS, ["document"]),
    View(f"{DOCUMENT}:preview_on_edit", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:revisions_view", OWN_DOCUMENT, ["document", "revision"]),
    View(f"{DOCUMENT}:revisions_revert", OWN_DOCUMENT, ["document", "revision"]),
    View(f"{DOCUMENT}:revisions_compare", OWN_DOCUMENT, ["document", "earliest", "latest"]),
    View(f"{DOCUMENT}:revisions_unschedule", "leadership admin", ["document", "revision"]),
    View(f"{DOCUMENT}:unpublish", "office leadership admin", ["document"]),
    View(f"{DOCUMENT}:lock", OFFICE, ["document"], method="post"),
    View(f"{DOCUMENT}:unlock", OFFICE, ["document"], method="post"),
    View(f"{DOCUMENT}:workflow_action", OFFICE, ["document", "approve", "document_step"]),
    View(
        f"{DOCUMENT}:collect_workflow_action_data",
        OFFICE,
        ["document", "approve", "document_step"],
    ),
    View(f"{DOCUMENT}:confirm_workflow_cancellation", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:workflow_history", OWN_DOCUMENT, ["document"]),
    View(f"{DOCUMENT}:workflow_history_detail", OWN_DOCUMENT, ["document", "document_review"]),
    View(f"{DOCUMENT}:workflow_preview", OFFICE, ["document", "task"]),
    View("cchc_questions:index", HANDLERS),
    View("cchc_questions:index_results", HANDLERS),
    View("cchc_questions:question", "own office admin", ["question"]),
    View("cchc_questions:file", "own office admin", ["question"]),
    View("cchc_questions:assign", OFFICE, ["question"]),
    View("cchc_questions:give_back", "own office admin", ["question"]),
    View("cchc_questions:answer_with", "own office admin", ["question"]),
    View("cchc_questions:decline", OFFICE, ["question"]),
    View("cchc_questions:draft", "own office admin", ["question"], method="post"),
    View("cchc_questions:called", OFFICE, ["question"], method="post"),
    View("cchc_proposals:index", OFFICE),
    View("cchc_proposals:index_results", OFFICE),
    View("cchc_proposals:proposal", OFFICE, ["proposal"]),
    View("cchc_proposals:take_up", OFFICE, ["proposal"], method="post"),
    View("cchc_proposals:decline", OFFICE, ["proposal"]),
    View("cchc_proposals:called", OFFICE, ["proposal"], method="post"),
    View("cchc_initiatives:adoptions", EVERYBODY),
    View("cchc_initiatives:say", "other office leadership admin", ["initiative"]),
    View("cchc_initiatives:confirm", SEE_ALL, ["adoption"], method="post"),
    View("cchc_initiatives:refuse", SEE_ALL, ["adoption"]),
    View("cchc_feedback", EVERYBODY),
    View("cchc_feedback_results", EVERYBODY),
    View("cchc_procedures_completeness", EVERYBODY),
    View("cchc_procedures_completeness_results", EVERYBODY),
    View("cchc_procedures:index", EVERYBODY),
    View("cchc_procedures:index_results", EVERYBODY),
    View("cchc_procedures:choose_parent", EVERYBODY),
    View("cchc_withdraw", OWN_DOCUMENT, ["procedure"]),
    View("cchc_digests_begin", HANDLERS, ["digest_list"]),
    View("cchc_digests_pass_on", OWN_DOCUMENT, ["digest"]),
    View("cchc_digests_file", OWN_DOCUMENT, ["digest", "docx"]),
    View("cchc_digests_file", OWN_DOCUMENT, ["digest", "html"]),
    View("cchc_plans_board", EVERYBODY),
    View("cchc_plans_board", EVERYBODY, ["plan"]),
    View("cchc_plans_content", OWN_DOCUMENT, ["plan", "content"]),
    View("cchc_plans_next", OFFICE, ["plan"]),
    View("cchc_plans_from_file", SEE_ALL, ["plan"]),
    View("cchc_plans_serve", OWN_DOCUMENT, ["article_page"]),
    View("cchc_plans_reports", SEE_ALL),
    View("cchc_plans_template", OFFICE),
    View("cchc_plans_template_file", OFFICE),
    View("cchc_plans_template_file", OFFICE, ["report_template"]),
    View("cchc_plans_template_sample", OFFICE, ["report_template"]),
    View(
        "cchc_plans_template_proposal",
        OFFICE,
        ["report_template"],
        method="post",
        query={"action": "drop"},
    ),
    View("cchc_plans_briefing", SEE_ALL),
    View("cchc_plans_report", SEE_ALL, ["periodic_report"]),
    View("cchc_plans_report_file", SEE_ALL, ["periodic_report", "docx"]),
    View("cchc_plans_report_file", SEE_ALL, ["periodic_report", "xlsx"]),
    *reports(),
    View("cchc_questions_wanted", OFFICE, query={"words": "gia hạn hộ chiếu"}),
    View("cchc_name_procedure", OFFICE, query={"words": "gia hạn hộ chiếu"}),
    *kept_by_office("cchc_indicators_indices", "index"),
    *kept_by_office("cchc_indicators_methods", "method"),
    *kept_by_office("cchc_indicators_territories", "territory"),
    *kept_by_office("cchc_indicators_measures", "measure"),
    *snippets_of_office("cchc_indicators_figure", "figure", "figure_revision"),
    *snippets_of_office("cchc_indicators_onestopreport", "report", "report_revision"),
    View("cchc_indicators_stakes", SEE_ALL),
    View("cchc_indicators_choose_source", OFFICE, ["figure"]),
    View("cchc_indicators_form", OFFICE, ["report", "xlsx"]),
    View("cchc_indicators_form", OFFICE, ["report", "docx"]),
    View("cchc_imports_index", OFFICE),
    View("cchc_imports_columns", OFFICE, ["import"], method="post"),
    View("cchc_imports_run", OFFICE, ["import"]),
    View("cchc_imports_progress", OFFICE, ["import"]),
    View("cchc_imports_confirm", OFFICE, ["import"], method="post"),
    View("cchc_imports_decide", OFFICE, ["import", 2], method="post"),
    View("cchc_imports_report", OFFICE, ["import"]),
    View("cchc_imports_template", OFFICE, ["procedures"]),
    View("cchc_imports_export", OFFICE, ["procedures", "xlsx"]),
    View("cchc_imports_export", OFFICE, ["procedures", "jsonl"]),
    View("cchc_search_queries", SEE_ALL),
    View("cchc_search_queries_results", SEE_ALL),
    View("cchc_search_choose", f"host {EVERYBODY}", ["kind"]),
    View("cchc_search_preview", OFFICE, query={"words": "a", "meaning": "b"}, method="post"),
    View("cchc_search_synonyms:index", OFFICE),
    View("cchc_search_synonyms:index_results", OFFICE),
    View("cchc_search_synonyms:add", OFFICE),
    View("cchc_search_synonyms:edit", OFFICE, ["synonym"]),
    View("cchc_search_synonyms:delete", OFFICE, ["synonym"]),
    View("cchc_search_synonyms:usage", OFFICE, ["synonym"]),
    View("cchc_search_synonyms:history", OFFICE, ["synonym"]),
    View("cchc_search_synonyms:history_results", OFFICE, ["synonym"]),
    View(f"{CHOOSER}:choose", EVERYBODY),
    View(f"{CHOOSER}:choose_results", EVERYBODY),
    View(f"{CHOOSER}:chosen", OWN_DOCUMENT, ["document"]),
    View(f"{CHOOSER}:chosen_multiple", EVERYBODY),
    View(f"{CHOOSER}:create", "own other office admin"),
]


def names_in(patterns, namespace=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or "")
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names_in(pattern.url_patterns, namespace + inner)


def admin_views():
    """The names of all views of the rooms in the admin."""
    names = set(names_in(get_resolver().url_patterns))
    return {name for name in names if "cchc_" in name and not name.startswith("cchc_wagtail:")}


def is_open(response):
    """Tell whether a view let somebody in: Wagtail sends others to its home or to the log-in."""
    if response.status_code in (301, 302):
        return not (response.url == "/admin/" or response.url.startswith("/admin/login/"))
    return response.status_code == 200


def text_of(response):
    if response.get("Content-Type", "").startswith("application/json"):
        return json.dumps(response.json(), ensure_ascii=False)
    return response.content.decode()


class TestAccess(TestCase):
    @classmethod
    def setUpTestData(cls):
        office = build_office()
        people = cls.people = office.people
        host = host_editor(host_page())
        cls.users = {**people, "own": people["colleague"], "host": host}
        author, unit = people["unit"], office.units["unit"]
        cls.column = office.column
        cls.article = write_article(office.column, author, unit, title="Bài chưa đăng")
        cls.document = write_document(author, unit, title="Văn bản chưa đăng")
        for piece in (cls.article, cls.document):
            submit(piece, author)
        step, document_step = step_of(cls.article), step_of(cls.document)
        cls.things = {
            "unit": unit.pk,
            "reform_field": ReformField.objects.create(name="Thể chế").pk,
            "thematic_area": ThematicArea.objects.create(name="Hộ tịch").pk,
            "audience": Audience.objects.create(name="Công dân").pk,
            "kind": "procedure",
            "app": "cchc_news",
            "article": "articlepage",
            "column": office.column.pk,
            "tag": Tag.objects.create(name="hộ chiếu").pk,
            "document_type": cls.document.document_type_id,
            "issuer": cls.document.issuer_id,
            "document": cls.document.pk,
            "document_content_type": ContentType.objects.get_for_model(cls.document).pk,
            "revision": cls.document.latest_revision_id,
            "task": office.tasks["office"].pk,
            "step": step.pk,
            "review": step.workflow_state_id,
            "document_step": document_step.pk,
            "document_review": document_step.workflow_state_id,
            "question": cls.asked(office, unit).pk,
            **cls.initiatives(office, unit),
            "import": cls.imported(office).pk,
            "source_file": SourceFile.objects.create(
                file_name="a.pdf", size=1, user=people["colleague"], first_page=b"1", state="failed"
            ).pk,
            "unread": UnreadContent.objects.create(
                content_object=cls.document, reader="citations"
            ).pk,
            "procedure": ProcedurePageFactory(
                parent=ProcedureIndexPage.objects.get(), unit=unit, title="Thủ tục đã đăng"
            ).pk,
            "article_page": cls.article.pk,
            **cls.planned(office, unit),
            "synonym": Synonym.objects.create(words="bằng lái", meaning="giấy phép lái xe").pk,
            **cls.indicators(),
        }

    @classmethod
    def indicators(cls):
        """An index with a figure, a method and a measure, and a one-stop report."""
        index = IndexFactory()
        territory = TerritoryFactory(is_own=True)
        method = MethodVersion.objects.create(index=index, from_year=2020, basis="Quyết định")
        figure = Figure.objects.create(
            index=index, territory=territory, year=2024, rank=2, source="Báo cáo"
        )
        report = OneStopReport(kind="quarter", year=2024, number=1, source="Báo cáo")
        report.clean()
        report.save()
        return {
            "index": index.pk,
            "method": method.pk,
            "territory": territory.pk,
            "measure": Measure.objects.create(index=index, text="Việc").pk,
            "figure": figure.pk,
            "figure_revision": figure.save_revision().pk,
            "report": report.pk,
            "report_revision": report.save_revision().pk,
        }

    @classmethod
    def asked(cls, office, unit):
        """A question with a file, assigned to ``unit``."""
        index = SituationIndexPageFactory(parent=office.column)
        question = QuestionFactory(assigned=True, unit=unit, page=index)
        QuestionFile.objects.create(
            question=question, name="a.pdf", content_type="application/pdf", size=1, content=b"%"
        )
        return question

    @classmethod
    def initiatives(cls, office, unit):
        """A published initiative of ``unit``, a use of it by a unit of nobody, and a proposal."""
        index = InitiativeIndexPageFactory(parent=office.column)
        initiative = InitiativePageFactory(parent=index, unit=unit)
        return {
            "initiative": initiative.pk,
            "adoption": AdoptionFactory(initiative=initiative).pk,
            "proposal": ProposalFactory(page=index).pk,
        }

    @classmethod
    def planned(cls, office, unit):
        """A published plan with one content, which ``unit`` leads."""
        plan = PlanPageFactory(parent=PlanIndexPageFactory(parent=office.column))
        digests = DigestIndexPageFactory(parent=office.column)
        report = Report.begin("communication", Period(PeriodKind.YEAR, 2024))
        submit(report, office.people["office"])
        return {
            "periodic_report": report.pk,
            "periodic_revision": report.latest_revision_id,
            "periodic_review": report.current_workflow_state.pk,
            "periodic_step": report.current_workflow_task_state.pk,
            "periodic_task": report.current_workflow_task.pk,
            "report_template": ReportTemplate.propose("mau.docx", first_template(), None).pk,
            "digest_list": digests.pk,
            "digest": DigestPageFactory(parent=digests, unit=office.units["unit"]).pk,
            "plan": plan.pk,
            "content": PlanContentFactory(page=plan, unit=unit).key,
        }

    @classmethod
    def imported(cls, office):
        """An import of procedures that is done."""
        ProcedureIndexPageFactory(parent=office.column)
        run = ImportRun.objects.create(importer="procedures", file_name="a.csv", state="done")
        ImportRow.objects.create(run=run, number=2, state="new")
        return run

    def ask(self, role, address, method="get", query=None):
        self.client.logout()
        if role != "anonymous":
            self.client.force_login(self.users[role])
        return getattr(self.client, method)(address, query or {})

    def test_every_view_has_its_line(self):
        untested = admin_views() - {view.name for view in VIEWS}
        assert not untested, f"add a line to VIEWS for: {sorted(untested)}"

    def test_each_role_is_let_in_or_kept_out(self):
        wrong = []
        for view in VIEWS:
            address = reverse(view.name, args=[self.things.get(arg, arg) for arg in view.args])
            for role in ROLES:
                response = self.ask(role, address, view.method, view.query)
                if is_open(response) != (role in view.allowed.split()):
                    wrong.append((view.name, view.args, role, response.status_code))
        assert wrong == []

    def test_each_role_may_do_or_not_what_the_workflow_offers(self):
        self.article = edit(self.article, self.users["admin"])
        wrong = []
        for action, allowed in ACTIONS.items():
            for piece in (self.article, self.document):
                for address in self.addresses_of(piece, action):
                    for role in ROLES:
                        with transaction.atomic():
                            form = {"comment": "Ý kiến", "action": action}
                            form["revision"] = piece.latest_revision_id
                            self.ask(role, address, "post", form)
                            step = step_of(type(piece).objects.get(pk=piece.pk))
                            done = (step.pk, step.status) != (self.step_at_first(piece), WAITING)
                            transaction.set_rollback(True)
                        if done != (role in allowed[isinstance(piece, ArticlePage)].split()):
                            wrong.append((action, address, role, done))
        assert wrong == []

    def addresses_of(self, piece, action):
        """The room's own review, and the view that Wagtail's buttons ask."""
        step = self.step_at_first(piece)
        yield reverse("cchc_editorial_review", args=[step])
        names = {ArticlePage: "wagtailadmin_pages:workflow_action"}
        name = names.get(type(piece), f"{DOCUMENT}:workflow_action")
        yield reverse(name, args=[piece.pk, action, step])

    def step_at_first(self, piece):
        return self.things["step" if isinstance(piece, ArticlePage) else "document_step"]

    def test_no_view_of_a_page_shows_it_to_another_unit(self):
        leaks = []
        for name in set(names_in(get_resolver().url_patterns)):
            if not name.startswith("wagtailadmin_"):
                continue
            for args in ([self.article.pk], [self.article.pk, self.article.latest_revision_id]):
                try:
                    address = reverse(name, args=args)
                except NoReverseMatch:
                    continue
                if self.article.title in text_of(self.ask("other", address)):
                    leaks.append(name)
        assert leaks == []

    def test_no_list_shows_the_drafts_of_another_unit(self):
        lists = {
            reverse("wagtailadmin_home"): {},
            reverse("wagtailadmin_explore", args=[self.column.pk]): {},
            reverse("wagtailadmin_explore", args=[self.column.pk]): {"q": "chua dang"},
            reverse("wagtailadmin_pages:search"): {"q": "chua dang"},
            reverse("wagtailadmin_choose_page_search"): {
                "q": "chua dang",
                "page_type": "wagtailcore.page",
            },
            reverse("wagtailadmin_choose_page_child", args=[self.column.pk]): {},
            reverse("wagtailadmin_api:pages:listing"): {"child_of": self.column.pk},
            reverse("wagtailadmin_reports:workflow"): {},
            reverse("wagtailadmin_reports:workflow_tasks"): {},
            reverse("wagtailadmin_reports:site_history"): {},
            reverse("wagtailadmin_reports:aging_pages"): {},
            reverse("wagtailadmin_reports:locked_pages"): {},
            reverse("cchc_editorial_pieces"): {},
            reverse("cchc_editorial_work"): {},
            reverse(f"{DOCUMENT}:list"): {},
            reverse(f"{CHOOSER}:choose"): {},
        }
        for address, query in lists.items():
            text = text_of(self.ask("other", address, query=query))
            assert "chưa đăng" not in text, address
        for address in [
            reverse("wagtailadmin_explore", args=[self.column.pk]),
            reverse(f"{DOCUMENT}:list"),
            reverse("cchc_editorial_pieces"),
        ]:
            assert "chưa đăng" in text_of(self.ask("own", address)), address

    def test_what_the_public_reads_is_seen_by_all_units_but_edited_by_its_own(self):
        for piece in (self.article, self.document):
            piece = act(piece, self.people["office"], "approve")
            act(piece, self.people["leadership"], "approve")
        places = [
            (reverse("wagtailadmin_explore", args=[self.column.pk]), "Bài chưa đăng"),
            (reverse("wagtailadmin_choose_page_child", args=[self.column.pk]), "Bài chưa đăng"),
            (reverse(f"{DOCUMENT}:list"), "Văn bản chưa đăng"),
            (reverse(f"{CHOOSER}:choose"), "Văn bản chưa đăng"),
        ]
        for address, title in places:
            assert title in text_of(self.ask("other", address)), address
        for address in [
            reverse("wagtailadmin_pages:edit", args=[self.article.pk]),
            reverse(f"{DOCUMENT}:edit", args=[self.document.pk]),
        ]:
            assert not is_open(self.ask("other", address))
            assert is_open(self.ask("own", address))

    def test_what_an_editor_begins_is_of_their_unit_and_can_be_of_no_other(self):
        own, other = self.article.unit, self.users["other"].groups.get().cchc_unit
        for address in [
            reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", self.column.pk]),
            reverse(f"{DOCUMENT}:add"),
        ]:
            text = text_of(self.ask("own", address))
            assert f'<option value="{own.pk}" selected>' in text, address
            choice = text.split('name="unit"')[1].split("</select")[0]
            assert f'<option value="{other.pk}"' not in choice, address
        text = text_of(self.ask("office", reverse(f"{DOCUMENT}:add")))
        assert f'<option value="{other.pk}"' in text.split('name="unit"')[1]
