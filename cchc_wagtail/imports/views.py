import logging

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cchc_wagtail import clock

from . import sheets, worker
from .forms import ColumnsForm, UploadForm
from .importer import ImportNotPossible, importers
from .mapping import remember
from .models import ImportRow, ImportRun

logger = logging.getLogger(__name__)
ROWS_SHOWN = 30
_KEPT = ImportRun.objects.defer("content")


def allowed_importers(user):
    """Yield the importers that ``user`` may use."""
    for importer in importers().values():
        try:
            if importer().may_import(user):
                yield importer
        except ImportNotPossible:
            continue


def may_import(user):
    """Tell whether ``user`` may use any importer, asked for once a request."""
    if not hasattr(user, "_cchc_may_import"):
        user._cchc_may_import = any(True for _importer in allowed_importers(user))
    return user._cchc_may_import


def _importer_for(user, name):
    """Return the importer called ``name``, which ``user`` may use.

    Raises:
        PermissionDenied: they may not, or there is none.
    """
    for importer in allowed_importers(user):
        if importer.name == name:
            return importer()
    raise PermissionDenied


def _run_for(user, key):
    run = get_object_or_404(_KEPT.select_related("user"), pk=key)
    return run, _importer_for(user, run.importer)


def index(request):
    """Upload a file; below it the imports so far."""
    allowed = list(allowed_importers(request.user))
    if not allowed:
        raise PermissionDenied
    may_publish = any(one().may_publish(request.user) for one in allowed)
    form = UploadForm(
        request.POST or None,
        request.FILES or None,
        importers=allowed,
        may_publish=may_publish,
    )
    if request.method == "POST" and form.is_valid():
        try:
            run = _store(form.cleaned_data, request.user)
        except DatabaseError:
            logger.exception("An uploaded file could not be stored")
            form.add_error("file", _("The file could not be stored. Try again in a few minutes."))
        else:
            worker.start(run)
            return redirect("cchc_imports_run", run.pk)
    runs = _KEPT.select_related("user").filter(importer__in=[one.name for one in allowed])
    context = {
        "form": form,
        "runs": runs[:ROWS_SHOWN],
        "importers": allowed,
        "page_title": _("Import and export"),
        "header_icon": "upload",
    }
    return render(request, "cchc_imports/index.html", context)


@transaction.atomic
def _store(given, user):
    file = given["file"]
    return ImportRun.objects.create(
        importer=given["importer"],
        file_name=file.name[:255],
        content=file.read(),
        user=user,
        whole=given["whole"],
        publish=given.get("publish", False),
    )


def run(request, key):
    """Where an import is: progress, what its columns are, the preview, or the report."""
    found, importer = _run_for(request.user, key)
    worker.revive(found)
    return _show(request, found, importer)


@require_POST
def columns(request, key):
    """Keep what the columns of the file are, for this file and the next with such a head."""
    found, importer = _run_for(request.user, key)
    form = ColumnsForm(request.POST, run=found, columns=importer.columns)
    if not form.is_valid():
        return _show(request, found, importer, form)
    open_states = [ImportRun.State.ASKING, ImportRun.State.CHECKED]
    if ImportRun.objects.filter(pk=key, state__in=open_states).update(
        state=ImportRun.State.CHECKING, mapping=form.mapping, processed=0, user=request.user
    ):
        remember(importer, form.head, form.mapping)
        worker.start(found)
    return redirect("cchc_imports_run", key)


def _show(request, found, importer, columns_form=None):
    rows = found.rows.all()
    state = request.GET.get("state", "")
    if state in ImportRow.State.values:
        rows = rows.filter(state=state)
    elif not state:
        rows = rows.exclude(state=ImportRow.State.UNCHANGED, messages=[])
    page = Paginator(rows, ROWS_SHOWN).get_page(request.GET.get("p"))
    for row in page:
        for one in [*row.changes, *row.conflicts]:
            one["label"] = importer.field_labels.get(one["field"], one["field"])
            one["decision"] = row.decisions.get(one["field"], "")
    if columns_form is None and found.can_be_mapped:
        columns_form = ColumnsForm(run=found, columns=importer.columns)
    context = {
        "run": found,
        "columns_form": columns_form,
        "importer": importer,
        "rows": page,
        "state": state,
        "hidden": found.rows.filter(is_hidden=True).count(),
        "imported": found.rows.filter(done=True).count() if found.error else 0,
        "counts": [
            (value, label, found.counts[value])
            for value, label in ImportRow.State.choices
            if value in found.counts
        ],
        "can_confirm": found.state == ImportRun.State.CHECKED and _has_work(found),
        "page_title": found.file_name,
        "header_icon": "upload",
    }
    return render(request, "cchc_imports/run.html", context)


def _has_work(found):
    done = {ImportRow.State.ERROR, ImportRow.State.UNCHANGED}
    return bool(set(found.counts) - done)


def progress(request, key):
    """How far an import is, for the script that draws the bar."""
    found, _importer = _run_for(request.user, key)
    worker.revive(found)
    return JsonResponse(
        {"working": found.is_working, "processed": found.processed, "total": found.total}
    )


@require_POST
def decide(request, key, number):
    """Keep, for the conflicts of one row, what the page or what the file has."""
    found, _importer = _run_for(request.user, key)
    row = get_object_or_404(found.rows, number=number)
    if found.state == ImportRun.State.CHECKED:
        fields = {one["field"] for one in row.conflicts}
        row.decisions = {
            name: side
            for name in fields
            if (side := request.POST.get(f"field-{name}")) in ("file", "page")
        }
        row.save(update_fields=["decisions"])
    back = request.POST.get("back", "")
    query = f"?{back}" if back else ""
    return redirect(f"{reverse('cchc_imports_run', args=[key])}{query}#row-{number}")


@require_POST
def confirm(request, key):
    """Begin to import what was looked through."""
    found, importer = _run_for(request.user, key)
    if found.publish and not importer.may_publish(request.user):
        raise PermissionDenied
    leave_hidden = "leave_hidden" in request.POST
    if ImportRun.objects.filter(pk=key, state=ImportRun.State.CHECKED).update(
        state=ImportRun.State.IMPORTING,
        processed=0,
        user=request.user,
        leave_hidden=leave_hidden,
    ):
        if leave_hidden:
            found.rows.filter(is_hidden=True).update(state=ImportRow.State.LEFT_OUT)
        worker.start(found)
    return redirect("cchc_imports_run", key)


def report(request, key):
    found, importer = _run_for(request.user, key)
    content = sheets.report(found, importer.field_labels)
    return _download(content, f"ket-qua-nhap-{found.created_at:%Y-%m-%d}.xlsx")


def template(request, name):
    importer = _importer_for(request.user, name)
    return _download(importer.template_file(), f"mau-nhap-{name}.xlsx")


def export(request, name, form):
    """All that is published, as XLSX or JSON lines."""
    importer = _importer_for(request.user, name)
    file_name = f"{name}-{clock.today():%Y-%m-%d}.{form}"
    if form == "xlsx":
        return _download(importer.spreadsheet_file(), file_name)
    response = StreamingHttpResponse(
        sheets.json_lines(importer), content_type="application/x-ndjson; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _download(content, name):
    response = HttpResponse(content, content_type=sheets.XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
