"""Where the host has a worker for its tasks, imports are handed over to it, once."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task_backends

from cchc_wagtail.imports import worker
from cchc_wagtail.imports.models import ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over(settings):
    """Return the arguments of what was handed over so far, as a function."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    task_backends["default"].clear()
    return lambda: [tuple(one.args) for one in task_backends["default"].results]


@pytest.fixture
def uploaded(handed_over, log_in, lines, record, django_capture_on_commit_callbacks):
    client = log_in("office")
    file = SimpleUploadedFile("thu-tuc.jsonl", lines(record).getvalue())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("cchc_imports_index"), {"importer": "procedures", "file": file})
    run = ImportRun.objects.get()
    run.progress = lambda: client.get(reverse("cchc_imports_progress", args=[run.pk])).json()
    return run


def test_the_worker_does_what_was_uploaded(uploaded, handed_over):
    assert uploaded.state == "checking"
    (arguments,) = handed_over()
    assert arguments == (translation.get_language(), uploaded.pk)
    worker.work_in.call(*arguments)
    uploaded.refresh_from_db()
    assert uploaded.state == "checked" and uploaded.counts == {"new": 1}


def test_what_waits_in_the_queue_is_not_handed_over_with_each_look(
    uploaded, handed_over, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert uploaded.progress()["working"]
    assert len(handed_over()) == 1
    silent = timezone.now() - worker.DEAD_AFTER - datetime.timedelta(seconds=1)
    ImportRun.objects.update(heartbeat=silent)
    with django_capture_on_commit_callbacks(execute=True):
        uploaded.progress()
        uploaded.progress()
    assert len(handed_over()) == 2
