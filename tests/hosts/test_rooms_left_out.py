"""A site that has its own news, or wants no questions, leaves those rooms out."""

import pytest

from tests.hosts import department

ADDRESS = "so.example"
SECTION = "/cai-cach-hanh-chinh/"
INSTALL = """
from django.core.management import call_command
call_command("check")
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
call_command("cchc_setup")
call_command("cchc_setup")
call_command("cchc_daily", verbosity=0)
"""
OF_ROOMS = [
    ("news", f"{SECTION}tin-tuc/"),
    ("contact", f"{SECTION}lien-he/"),
    ("contact", "/don-vi/van-phong-so/"),
    ("digests", f"{SECTION}ban-tin/"),
    ("plans", f"{SECTION}ke-hoach/"),
    ("indicators", f"{SECTION}chi-so/"),
    ("indicators", f"{SECTION}ket-qua-mot-cua/"),
    ("initiatives", f"{SECTION}sang-kien/"),
    ("initiatives", f"{SECTION}sang-kien/gui/"),
    ("questions", f"{SECTION}hoi-dap/"),
    ("procedures", f"{SECTION}thu-tuc/"),
    ("registry", f"{SECTION}van-ban/"),
]
OURS = [
    "/tim-kiem/?q=van+ban",
    "/so-do-trang.xml",
    "/van-ban/61-2018-nd-cp/",
    "/nguon-tin/van-ban/",
]
ADMIN = ["/admin/", "/admin/pages/", "/admin/cchc/nguoi-dan-tim-gi/"]


@pytest.mark.parametrize(
    "left_out",
    [
        ["news", "initiatives"],
        ["contact", "digests", "plans"],
        ["indicators"],
        ["questions"],
        ["procedures", "questions"],
    ],
    ids=" and ".join,
)
def test_the_other_rooms_work(tmp_path, left_out):
    host = department.build(tmp_path)
    host.left_out = left_out
    host.python(INSTALL)
    addresses = [address for _room, address in OF_ROOMS]
    looked = host.look(anonymous=[SECTION, *addresses, *OURS], admin=ADMIN, host=ADDRESS)
    answers = looked["answers"]
    for room, address in OF_ROOMS:
        expected = 404 if room in left_out else 200
        assert answers[f"anonymous {address}"][0] == expected, address
    for name in [SECTION, *OURS]:
        assert answers[f"anonymous {name}"][0] == 200, name
    for name in ADMIN:
        assert answers[f"admin {name}"][0] == 200, name


def test_what_needs_a_room_is_named(tmp_path):
    host = department.build(tmp_path)
    host.left_out = ["procedures"]
    with pytest.raises(AssertionError, match=r"cchc_wagtail needs cchc_wagtail\.procedures"):
        host.manage("check")
