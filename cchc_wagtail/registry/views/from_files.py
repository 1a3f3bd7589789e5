"""The screens on which files become legal documents: dropped, read, looked at, registered."""

import hashlib
import logging
from pathlib import PurePath

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cchc_wagtail.content.refusals import sentence_for
from cchc_wagtail.editorial.scope import may_change

from ..from_files import working
from ..from_files.forms import FilesForm, NewDocumentForm
from ..from_files.proposals import propose
from ..from_files.registering import DealtWith, add_to, can_be_attached, new_relations, register
from ..models import LegalDocument, SourceFile

State = SourceFile.State
SHOWN = 100
logger = logging.getLogger(__name__)


def may_register(user):
    """Tell whether ``user`` may add legal documents."""
    policy = LegalDocument.snippet_viewset.permission_policy
    return policy.user_has_permission(user, "add")


def files_of(user):
    """Return the uploaded files that ``user`` sees: their own; administrators see all."""
    return SourceFile.objects.all() if user.is_superuser else SourceFile.objects.filter(user=user)


class MayRegisterMixin(WagtailAdminTemplateMixin):
    """Lets in those who may add legal documents."""

    header_icon = "upload"

    def dispatch(self, request, *args, **kwargs):
        if not may_register(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        viewset = LegalDocument.snippet_viewset
        documents = {
            "url": reverse(viewset.get_url_name("list")),
            "label": LegalDocument._meta.verbose_name_plural.capitalize(),
        }
        return [*self.breadcrumbs_items, documents, *self.get_last_breadcrumbs()]

    def get_last_breadcrumbs(self):
        return [{"url": "", "label": self.page_title}]


class FilesView(MayRegisterMixin, TemplateView):
    """Drop files; below, those that wait for a look, and what became of the others."""

    template_name = "cchc_registry/admin/from_files.html"
    page_title = gettext_lazy("Register from files")

    def get_context_data(self, **kwargs):
        working.revive()
        files = files_of(self.request.user).select_related("document__document_type")
        files = files.defer("content", "reading", "first_page")[:SHOWN]
        for file in files:
            file.sentence = sentence_for(file.error) if file.error else ""
        return {
            "form": FilesForm(),
            "files": files,
            "progress": _progress(self.request.user),
            **super().get_context_data(**kwargs),
        }

    def post(self, request):
        form = FilesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        with transaction.atomic():
            for file in form.cleaned_data["files"]:
                content = file.read()
                SourceFile.objects.create(
                    file_name=PurePath(file.name).name[-255:],
                    content=content,
                    size=len(content),
                    sha256=hashlib.sha256(content).hexdigest(),
                    user=request.user,
                )
            working.start()
        return redirect("cchc_registry_from_files")


def progress(request):
    """How many of the user's files are read, for the script that draws the bar."""
    if not may_register(request.user):
        raise PermissionDenied
    working.revive()
    return JsonResponse(_progress(request.user))


def _progress(user):
    waiting = files_of(user).filter(state=State.WAITING).count()
    looked = files_of(user).filter(state__in=[State.READ, State.FAILED]).count()
    return {"working": waiting > 0, "processed": looked, "total": looked + waiting}


def first_page(request, pk):
    """The picture of a PDF's first page."""
    if not may_register(request.user):
        raise PermissionDenied
    file = get_object_or_404(files_of(request.user).only("first_page"), pk=pk)
    if not file.first_page:
        raise Http404("This file has no picture of a page")
    response = HttpResponse(bytes(file.first_page), content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    return response


class FileView(MayRegisterMixin, TemplateView):
    """One file beside the fields that were read from it."""

    template_name = "cchc_registry/admin/from_file.html"

    def dispatch(self, request, pk):
        if may_register(request.user):
            self.file = get_object_or_404(files_of(request.user), pk=pk)
        return super().dispatch(request)

    @property
    def page_title(self):
        return self.file.title or self.file.file_name

    def get_last_breadcrumbs(self):
        return [
            {"url": reverse("cchc_registry_from_files"), "label": FilesView.page_title},
            {"url": "", "label": self.page_title},
        ]

    @cached_property
    def proposal(self):
        return propose(self.file.read_file, self.request.user)

    def form(self, data=None):
        return NewDocumentForm(
            data,
            instance=LegalDocument(live=False),
            for_user=self.request.user,
            proposal=self.proposal,
        )

    def get_context_data(self, form=None, **kwargs):
        context = {"file": self.file, **super().get_context_data(**kwargs)}
        if self.file.error:
            context["sentence"] = sentence_for(self.file.error)
        if self.file.state != State.READ or self.file.read_file is None:
            return context
        read_file, proposal = self.file.read_file, self.proposal
        context |= {
            "read_file": read_file,
            "proposal": proposal,
            # Made of escaped text and our own tags, see ``files.structure``.
            "body": mark_safe(read_file.body),
            "beginning": read_file.text[:2500],
            "can_be_attached": can_be_attached(self.file),
        }
        if proposal.is_legal and proposal.same is None:
            form = form or self.form()
            context |= {"form": form, "rows": list(_rows(form, proposal))}
            context["relations"] = list(_relation_rows(form, proposal))
        if proposal.same is not None:
            context["new_relations"] = new_relations(proposal.same, proposal.relations)
        known = filter(None, [proposal.same, *proposal.others])
        context["registered"] = [(one, may_edit(self.request.user, one)) for one in known]
        return context

    def post(self, request):
        if self.file.state not in (State.READ, State.FAILED):
            messages.warning(request, _("This file was dealt with already."))
            return redirect("cchc_registry_from_files")
        if request.POST.get("action") == "set_aside":
            self.file.state = State.SET_ASIDE
            self.file.save(update_fields=["state"])
            messages.success(request, _("Set aside."))
            return redirect("cchc_registry_from_files")
        if self.file.read_file is None or not self.proposal.is_legal:
            raise Http404("There is nothing to register")
        try:
            if "document" in request.POST:
                return self._add_to_registered()
            return self._register()
        except DealtWith:
            messages.warning(request, _("This file was dealt with already."))
            return redirect("cchc_registry_from_files")
        except OSError:
            logger.exception("The file %s could not be stored", self.file.pk)
            messages.error(
                request,
                _("The file could not be stored: the disk may be full. Nothing was registered."),
            )
            return redirect(request.path)

    def _register(self):
        if self.proposal.same is not None:
            raise Http404("It is registered already")
        form = self.form(self.request.POST)
        with transaction.atomic():
            if form.is_valid():
                document = form.save(commit=False)
                register(
                    document,
                    self.file,
                    with_text=form.cleaned_data["with_text"],
                    accepted=list(form.accepted),
                    declined=list(form.declined),
                    user=self.request.user,
                )
            else:
                # The issuer that it may have made.
                transaction.set_rollback(True)
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(
            self.request,
            _("“%(document)s” is a draft now. Look through it and submit it for review.")
            % {"document": document.type_and_number},
        )
        return redirect(LegalDocument.snippet_viewset.get_url_name("edit"), document.pk)

    def _add_to_registered(self):
        known = [self.proposal.same, *self.proposal.others]
        typed = self.request.POST["document"]
        document = next((one for one in known if one and str(one.pk) == typed), None)
        if document is None:
            raise Http404("There is no such document")
        if not may_edit(self.request.user, document):
            raise PermissionDenied
        with_file, with_text = ("with_file" in self.request.POST, "with_text" in self.request.POST)
        if not with_file and not with_text:
            messages.error(
                self.request, _("Choose what to take over: the file, the text, or both.")
            )
            return redirect(self.request.path)
        try:
            add_to(
                document,
                self.file,
                with_file=with_file,
                with_text=with_text,
                relations=self.proposal.relations if document == self.proposal.same else [],
                user=self.request.user,
            )
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.request.path)
        messages.success(self.request, _("It is in the draft. Look through it and submit it."))
        return redirect(LegalDocument.snippet_viewset.get_url_name("edit"), document.pk)


def may_edit(user, document):
    """Tell whether ``user`` may change the draft of ``document`` now."""
    policy = LegalDocument.snippet_viewset.permission_policy
    if not policy.user_has_permission_for_instance(user, "change", document):
        return False
    lock = document.get_lock()
    return may_change(user, document) and not (lock and lock.for_user(user))


def _rows(form, proposal):
    """Yield each field of the form with the words it was read from and what is doubtful."""
    for name in [*NewDocumentForm.Meta.fields, "new_issuer", "is_another"]:
        if name not in form.fields:
            continue
        found = proposal.fields.get(name)
        if name == "new_issuer" and not form.initial.get("new_issuer") and not form.errors:
            continue
        yield {
            "field": form[name],
            "words": found.words if found else "",
            "doubts": found.doubts if found else [],
        }


def _relation_rows(form, proposal):
    for number, relation in enumerate(proposal.relations):
        target = f"target-{number}"
        yield {
            "relation": relation,
            "field": form[f"relation-{number}"],
            "target": form[target] if target in form.fields else None,
        }
