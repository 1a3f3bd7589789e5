"""A site that tried the package and takes it out again is what it was before."""

import sqlite3

import pytest

from tests.hosts import newsroom

#: Rows of these count what ever happened, or say which sequence a key came from.
NOT_COMPARED = {"sqlite_sequence", "django_migrations"}


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    return newsroom.build(tmp_path_factory.mktemp("removal"))


def rows_of(host):
    """Return table → its rows; of those of full-text search, only that they are there."""
    with sqlite3.connect(host.folder / "db.sqlite3") as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: []
            if "fts" in name
            else sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr)
            for (name,) in names.fetchall()
            if name not in NOT_COMPARED
        }


@pytest.fixture(scope="module")
def tables(host):
    return rows_of(host)


@pytest.fixture(scope="module")
def said(host, tables):
    host.manage("migrate", "--verbosity", "0")
    host.manage("cchc_setup", "--demo", "--insecure-accounts")
    return host.manage("cchc_setup", "--remove", "--noinput")


def test_it_says_what_goes(said):
    assert "Cải cách hành chính" in said
    assert "lanhsu" in said
    assert "legal documents" in said or "văn bản" in said


@pytest.mark.usefixtures("said")
def test_nothing_stays_behind(host, tables):
    now = rows_of(host)
    assert set(now) == set(tables)
    for name, rows in tables.items():
        assert now[name] == rows, name


@pytest.mark.usefixtures("said")
def test_the_site_works_without_the_package(host):
    host.manage("check", package=False)
    host.manage("collectstatic", "--noinput", "--verbosity", "0", package=False)
    assert host.manage("migrate", "--check", package=False) == ""
    answers = host.look(anonymous=["/"], admin=["/admin/", "/admin/pages/"], package=False)
    assert {status for status, _content in answers["answers"].values()} == {200}
