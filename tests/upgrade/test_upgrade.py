"""What earlier releases left in a site is all there after ``migrate``, and works."""

import json
import os

import pytest

from tests.upgrade import COPIES, build, rows, unpack

pytestmark = pytest.mark.skipif(
    "DATABASE_URL" in os.environ, reason="the copies are of SQLite, whatever the other tests run on"
)

SECTION = "/cai-cach-hanh-chinh"
#: Address → words that stand there.
PUBLIC = {
    "/thu-tuc/9.000001/": "200.000 đồng/lần",
    "/van-ban/9902-2021-nd-cp/": "Về ví dụ số 9902",
    "/van-ban/9902-2020-nd-cp/": "Về ví dụ số 9902",
    f"{SECTION}/": "Mùa hoa tràm",
    "/so-do-trang-procedure.xml": "cap-giay-phep-nuoi-ong",
}
#: The same, for an administrator.
ADMIN = {
    "/admin/": "Bài chờ duyệt",
    "/admin/reports/workflow/": "Bài chờ duyệt",
}
#: What is typed → what is found first.
SEARCHES = {
    "giay phep nuoi ong": "Cấp giấy phép nuôi ong",
    "9901/2015/ND-CP": "Nghị định 9901/2015/NĐ-CP Về ví dụ số 9901",
}
WORK = f"""
import json
from django.contrib.auth import get_user_model
from cchc_wagtail.news.models import ArticlePage
from cchc_wagtail.procedures.models import ProcedurePage
from cchc_wagtail.search import search

found = {{text: search(text).hits[0].title for text in {list(SEARCHES)!r}}}
for name in ["van-phong", "lanh-dao"]:
    page = ArticlePage.objects.get(title="Bài chờ duyệt")
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, get_user_model().objects.get(username=name), "approve")
draft = ProcedurePage.objects.get(code="9.000002")
draft.get_latest_revision().publish()
draft.refresh_from_db()
print(json.dumps({{
    "found": found,
    "approved": ArticlePage.objects.get(title="Bài chờ duyệt").live,
    "published": [
        draft.title,
        str(draft.channels.get().time_limits[0].value["amount"]),
        draft.steps[0].value["heading"],
    ],
}}))
"""
COMMANDS = """
from django.core.management import call_command
for name in ["cchc_setup", "cchc_citations", "cchc_index", "cchc_daily"]:
    call_command(name, verbosity=0)
call_command("cchc_index", check=True)
call_command("check", databases=["default"])
"""


@pytest.fixture(scope="module", params=COPIES, ids=lambda copy: copy.name)
def before(request, tmp_path_factory):
    """The site as an earlier release left it, and how many rows it had of each table."""
    host = build(tmp_path_factory.mktemp("upgrade"))
    unpack(request.param, host)
    return host, rows(host)


@pytest.fixture(scope="module")
def site(before):
    host, _rows = before
    host.manage("migrate", "--verbosity", "0")
    return host


def test_there_are_copies():
    assert COPIES


def test_a_copy_holds_rows_of_every_table(before):
    assert [name for name, count in before[1].items() if not count] == []


def test_no_row_is_lost(before, site):
    now = rows(site)
    fewer = {name: count for name, count in before[1].items() if now.get(name, count) < count}
    assert fewer == {}


def test_pages_and_screens_show_what_they_showed(site):
    answers = site.look(anonymous=PUBLIC, admin=ADMIN)["answers"]
    asked = {f"anonymous {a}": words for a, words in PUBLIC.items()}
    asked |= {f"admin {a}": words for a, words in ADMIN.items()}
    for name, words in asked.items():
        status, text = answers[name]
        assert status == 200, name
        assert words in text, name


@pytest.fixture(scope="module")
def work(site):
    """What comes of work that goes on after the upgrade."""
    return json.loads(site.python(WORK).splitlines()[-1])


def test_the_search_works_at_once(work):
    assert work["found"] == SEARCHES


def test_a_review_that_was_under_way_goes_on(work):
    assert work["approved"]


def test_an_older_draft_is_published_as_it_was(work):
    assert work["published"] == ["Cấp lại giấy phép nuôi ong (bản nháp)", "5", "Nộp hồ sơ"]


@pytest.mark.usefixtures("work")
def test_the_commands_after_an_upgrade_bring_all_into_line(site):
    assert "In line" in site.python(COMMANDS)
