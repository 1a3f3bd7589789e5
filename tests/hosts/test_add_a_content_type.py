"""The how-to on content types, done: its code, as it stands there, in a site of others."""

import re

import pytest

from tests.hosts import department
from tests.hosts.project import ROOT

PAGE = ROOT / "docs/how-to/add-a-content-type.md"
CODE = re.compile(r'```\w+ title="([^"]+)"\n(.*?)```', re.DOTALL)
ADDRESS = "so.example"
SECTION = "/cai-cach-hanh-chinh/"

WRITE = """
import datetime
from cchc_wagtail.portal.models import ReformHomePage
from events.models import EventIndexPage, EventPage
home = ReformHomePage.objects.get()
assert EventIndexPage in home.allowed_subpage_models()
events = EventIndexPage(title="Sự kiện", slug="su-kien", locale=home.locale)
home.add_child(instance=events)
events.save_revision().publish()
for title, slug, is_live in [
    ("Đối thoại doanh nghiệp", "doi-thoai-doanh-nghiep", True),
    ("Bản nháp đối thoại", "ban-nhap-doi-thoai", False),
]:
    page = EventPage(title=title, slug=slug, place="Hội trường", day=datetime.date(2024, 5, 4),
                     text="<p>Theo Nghị định số 61/2018/NĐ-CP.</p>", live=False, locale=home.locale)
    events.add_child(instance=page)
    revision = page.save_revision()
    if is_live:
        revision.publish()
"""
SHOWN = [
    SECTION,
    f"{SECTION}su-kien/",
    "/tim-kiem/?q=doi+thoai&kind=event",
    "/nguon-tin/su-kien/",
    "/so-do-trang-event.xml",
]
EVENT = f"{SECTION}su-kien/doi-thoai-doanh-nghiep/"


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    host = department.build(tmp_path_factory.mktemp("events"))
    for name, text in CODE.findall(PAGE.read_text(encoding="utf-8")):
        path = host.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (host.folder / "events/__init__.py").touch()
    settings = host.folder / "site_settings.py"
    settings.write_text(settings.read_text() + 'INSTALLED_APPS = ["events", *INSTALLED_APPS]\n')
    host.manage("makemigrations", "events")
    host.manage("migrate", "--verbosity", "0")
    host.manage("collectstatic", "--noinput", "--verbosity", "0")
    host.manage("cchc_setup")
    host.python(WRITE)
    assert "W002" not in host.manage("check")
    return host.look(anonymous=[*SHOWN, EVENT], admin=["/admin/"], host=ADDRESS)["answers"]


@pytest.mark.parametrize("address", SHOWN)
def test_what_is_published_is_everywhere_and_a_draft_nowhere(answers, address):
    status, content = answers[f"anonymous {address}"]
    assert status == 200
    assert EVENT in content
    assert "nhap-doi-thoai" not in content
    assert "Bản nháp" not in content


def test_the_page_links_what_it_cites(answers):
    status, content = answers[f"anonymous {EVENT}"]
    assert status == 200
    assert "/van-ban/61-2018-nd-cp/" in content
