"""Copies of sites as earlier states of the package left them, which every later state upgrades.

``DAY.sqlite3.xz`` is the whole database of a small site: the schema as the migrations of that day
made it, and a few rows of every room (``content.py``). A copy is never changed, and one is added
with each release: see ``__main__.py``.
"""

import lzma
import sqlite3
from pathlib import Path

from tests.hosts.project import Host

COPIES = sorted(Path(__file__).parent.glob("*.sqlite3.xz"))

BASE = """<!doctype html>
<html lang="vi">
<head><title>{% block title %}{{ page.title }}{% endblock %}</title></head>
<body class="{% block body_class %}{% endblock %}"><main>{% block content %}{% endblock %}</main>
</body></html>
"""
SETTINGS = """
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# As docs/how-to/install-in-production.md has it: mails are sent by a thread.
DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 30}
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
"""


def build(folder):
    """Return a site without pages of its own, and without a database."""
    return Host(folder, apps=[], code={}, settings=SETTINGS, templates={"base.html": BASE})


def pack(host, copy):
    """Store the database of ``host`` as ``copy``."""
    # By Django, which brings the functions that its indexes use.
    host.python("from django.db import connection; connection.cursor().execute('VACUUM')")
    copy.write_bytes(lzma.compress((host.folder / "db.sqlite3").read_bytes(), preset=9))


def unpack(copy, host):
    """Give ``host`` the database that was stored as ``copy``."""
    (host.folder / "db.sqlite3").write_bytes(lzma.decompress(copy.read_bytes()))


def rows(host):
    """Return table → how many rows it has, of the tables of our rooms."""
    with sqlite3.connect(host.folder / "db.sqlite3") as database:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'cchc!_%' ESCAPE '!'"
        ).fetchall()
        return {
            name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for (name,) in names
        }
