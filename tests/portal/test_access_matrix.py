"""Every door × role × state of the piece: what comes back, and that it is not a word too much."""

import json
import logging
import os

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import TestCase
from django.urls import URLPattern, get_resolver, reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, PageViewRestriction, WorkflowState

from cchc_wagtail.editorial.models import ReviewTaskState
from cchc_wagtail.portal.setup.groups import create_collections
from cchc_wagtail.registry.models import RegistryPage
from tests.editorial.acting import act, build_office, submit, write_article, write_document
from tests.portal import access_matrix
from tests.portal.access_matrix import ROLES, STATES, Line, read
from tests.portal.host import host_editor, host_page
from tests.portal.test_access import CHOOSER, DOCUMENT, text_of

Document, Image = get_document_model(), get_image_model()
MARK = "Mậtngữ"
#: Who is to see nothing of a piece of the unit, but what everybody reads.
STRANGERS = ["anonymous", "host", "other"]
PAGE_KEYS = {"page_id", "pk", "page_to_move_id", "parent_page_id", "parent_id"}
#: What is about no piece: lists (see ``test_listings``), forms of something new, other objects.
NOT_OF_A_PIECE = {
    "wagtailadmin_pages:add",
    "wagtailadmin_pages:choose_parent",
    "wagtailadmin_pages:preview_on_add",
    "wagtailadmin_pages:type_use",
    "wagtailadmin_pages:type_use_results",
    "wagtailadmin_pages:search",
    "wagtailadmin_pages:search_results",
    f"{DOCUMENT}:add",
    f"{DOCUMENT}:preview_on_add",
    f"{DOCUMENT}:list",
    f"{DOCUMENT}:list_results",
    f"{CHOOSER}:choose",
    f"{CHOOSER}:choose_results",
    f"{CHOOSER}:create",
}
#: What is only ever sent.
POSTED = {
    "wagtailadmin_pages:lock",
    "wagtailadmin_pages:unlock",
    "wagtailadmin_pages:convert_alias",
    "wagtailadmin_pages:set_page_position",
    f"{DOCUMENT}:lock",
    f"{DOCUMENT}:unlock",
    "cchc_registry_confirm_content",
}
PREFIXES = {
    "article": ("wagtailadmin_pages:", "wagtailadmin_explore", "wagtailadmin_choose_page_chosen"),
    "document": (DOCUMENT, CHOOSER),
}
OURS = ("cchc_editorial_", "cchc_registry_")


def patterns(found, namespace=""):
    """Yield the full name and the parameters of every view."""
    for pattern in found:
        if isinstance(pattern, URLPattern):
            route = pattern.pattern
            names = list(getattr(route, "converters", {})) or list(route.regex.groupindex)
            yield namespace + (pattern.name or ""), names
        else:
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from patterns(pattern.url_patterns, namespace + inner)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="who may what is asked on one database")
class TestMatrix(TestCase):
    maxDiff = None

    @classmethod
    def setUpTestData(cls):
        cls.office = office = build_office()
        people = office.people
        cls.users = {**people, "own": people["colleague"], "host": host_editor(host_page())}
        cls.destination = office.column.add_child(
            instance=type(office.column)(title="Nơi khác", slug="noi-khac")
        )
        create_collections()
        office.units["unit"].refresh_from_db()
        cls.pieces, cls.files = {}, {}
        for state in STATES:
            for kind in ("article", "document"):
                cls.pieces[kind, state] = cls.piece(kind, state)

    @classmethod
    def piece(cls, kind, state):
        people, unit = cls.office.people, cls.office.units["unit"]
        fields = {"title": f"{MARK} {state}"}
        if kind == "article":
            fields |= cls.with_files(fields["title"], unit.collection)
            piece = write_article(cls.office.column, people["unit"], unit, **fields)
        else:
            piece = write_document(people["unit"], unit, **fields)
        if state == "draft":
            return piece
        submit(piece, people["unit"])
        if state == "sent back":
            return act(piece, people["office"], "reject", comment="Sửa lại")
        if state != "submitted":
            piece = act(piece, people["office"], "approve")
        if state in ("published", "unpublished", "private"):
            piece = act(piece, people["leadership"], "approve")
        if state == "unpublished":
            piece.unpublish()
        if state == "private" and kind == "article":
            PageViewRestriction.objects.create(page=piece, restriction_type="login")
        if state == "private" and kind == "document":
            piece.level = "province"
            piece.save()
            RegistryPage.objects.update(level="central")
            piece.save()
        return type(piece).objects.get(pk=piece.pk)

    @classmethod
    def with_files(cls, title, collection):
        """What makes a piece one with a file and a picture of its unit, which bear its title."""
        common = {"title": title, "collection": collection}
        file = ContentFile(b"%PDF-1.4\n", name="tep.pdf")
        cls.files[title] = Document.objects.create(file=file, **common)
        link = f'<p><a linktype="document" id="{cls.files[title].pk}">Tệp</a></p>'
        return {
            "body": json.dumps([{"type": "paragraph", "value": link}]),
            "image": Image.objects.create(file=get_test_image_file(), **common),
        }

    def doors(self, kind, piece):
        """Yield the name of every door, its method, address and data."""
        values = self.values(kind, piece)
        for name, parameters in sorted(patterns(get_resolver().url_patterns)):
            is_ours = name.startswith(OURS) and self.is_about(kind, parameters)
            if not (name.startswith(PREFIXES[kind]) or is_ours) or name in NOT_OF_A_PIECE:
                continue
            if "chosen" not in name and not set(parameters) & set(values):
                continue
            unknown = set(parameters) - set(values)
            assert not unknown, f"say what {sorted(unknown)} of {name} is, or that it is no piece's"
            address = reverse(name, kwargs={one: values[one] for one in parameters})
            if "multiple" in name:
                address += f"?id={piece.pk}"
            data = {"key": "1/2018/ND-CP"} if name == "cchc_registry_choose_document" else {}
            yield self.called(name), "post" if name in POSTED else "get", address, data
        yield from self.bulk_actions(kind, piece)
        if kind == "article":
            yield from self.api(piece)

    def is_about(self, kind, parameters):
        if {"step_id", "review_id", "content_type_id"} & set(parameters):
            return True
        return kind == "document" and "document_id" in parameters

    def called(self, name):
        return name.replace(DOCUMENT, "snippet").replace(CHOOSER, "chooser").replace("_", " ")

    def values(self, kind, piece):
        """A value for each parameter that an address of a piece may have."""
        state = WorkflowState.objects.for_instance(piece).order_by("-pk").first()
        step = state and state.current_task_state
        workflow = {
            "workflow_state_id": state.pk if state else 0,
            "review_id": state.pk if state else 0,
            "task_state_id": step.pk if step else 0,
            "step_id": step.pk if step else 0,
        }
        common = {
            "revision_id": piece.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "action_name": "approve",
            "task_id": self.office.tasks["office"].pk,
            "destination_id": self.destination.pk,
            "content_type_id": ContentType.objects.get_for_model(piece).pk,
            "object_id": piece.pk,
            "document_id": self.pieces["document", "published"].pk,
            **workflow,
        }
        if kind == "document":
            return {**common, "pk": piece.pk, "document_id": piece.pk}
        return {**common, **dict.fromkeys(PAGE_KEYS, piece.pk)}

    def bulk_actions(self, kind, piece):
        model = Page if kind == "article" else type(piece)
        step = self.values(kind, piece)["step_id"]
        about = [("", model, piece.pk), (" of its step", ReviewTaskState, step)]
        if kind == "article":
            about += [(" of its file", Document, self.files[piece.title].pk)]
            about += [(" of its picture", Image, piece.get_latest_revision_as_object().image_id)]
        for what, model, key in about:
            names = (model._meta.app_label, model._meta.model_name)
            for action in bulk_action_registry.get_bulk_actions_for_model(*names):
                address = reverse("wagtail_bulk_action", args=[*names, action.action_type])
                yield f"bulk{what}: {action.action_type}", "get", f"{address}?id={key}", {}

    def api(self, piece):
        detail = reverse("wagtailadmin_api:pages:detail", args=[piece.pk])
        yield "api: detail", "get", detail, {}
        data = {
            "revision_id": piece.latest_revision_id,
            "destination_page_id": self.destination.pk,
            "locale": "en",
            "slug": "ban-sao",
        }
        for action in PagesAdminAPIViewSet.actions:
            address = reverse("wagtailadmin_api:pages:action", args=[piece.pk, action])
            yield f"api: {action.replace('_', ' ')}", "post", address, data

    def ask(self, role, method, address, data):
        self.client.logout()
        if role != "anonymous":
            self.client.force_login(self.users[role])
        with transaction.atomic():
            if "/api/main/" in address and method == "post":
                response = self.client.post(address, json.dumps(data), "application/json")
            else:
                response = getattr(self.client, method)(address, data)
            transaction.set_rollback(True)
        return response

    def answer(self, response):
        """The status; with “-” a list of what is to be done that does not hold the piece."""
        context = getattr(response, "context_data", None) or {}
        if "items_with_no_access" in context and not context["items"]:
            return f"{response.status_code}-"
        if "multiple" in response.request["PATH_INFO"] and response.status_code == 200:
            return "200" if json.loads(response.content)["result"] else "200-"
        return str(response.status_code)

    def matrix(self, kind):
        lines, leaks = [], []
        # The doors of a piece under review are those of all.
        names = {}
        for state in STATES:
            piece = self.pieces[kind, state]
            for door, method, address, data in self.doors(kind, piece):
                answers = []
                for role in ROLES:
                    response = self.ask(role, method, address, data)
                    answers.append(self.answer(response))
                    hidden = role in STRANGERS and state != "published"
                    if hidden and not response.streaming and MARK in text_of(response):
                        leaks.append((door, state, role))
                names.setdefault(door, len(names))
                lines.append(Line(kind, door, state, tuple(answers)))
        assert leaks == []
        lines.sort(key=lambda line: (names[line.door], STATES.index(line.state)))
        return lines

    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        self.client.raise_request_exception = False

    def compare(self, kind):
        lines = self.matrix(kind)
        if os.environ.get("CCHC_UPDATE_MATRIX"):
            others = [line for line in read() if line.kind != kind]
            access_matrix.write(sorted([*others, *lines], key=lambda line: line.kind))
        wanted = [str(line) for line in read() if line.kind == kind]
        self.assertEqual([str(line) for line in lines], wanted)

    def test_pages(self):
        self.compare("article")

    def test_documents(self):
        self.compare("document")


def test_no_door_answers_with_an_error():
    assert [line for line in read() if any(answer[0] == "5" for answer in line.answers)] == []


def test_strangers_are_let_in_nowhere_but_choose_what_is_public():
    let_in = [line for line in read() if {"anonymous", "host"} & set(line.let_in)]
    doors = {(line.door, line.state) for line in let_in}
    assert doors == {("wagtailadmin choose page chosen multiple", "published")}
    assert not any("anonymous" in line.let_in for line in let_in)


def test_another_unit_is_let_in_only_to_what_the_public_reads():
    wrong = [line for line in read() if "other" in line.let_in and line.state != "published"]
    assert wrong == []


def test_the_page_of_the_docs_says_what_the_matrix_says():
    assert access_matrix.PAGE.read_text(encoding="utf-8") == access_matrix.page(read())
