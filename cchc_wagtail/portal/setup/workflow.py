from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.models import LegalDocument

WORKFLOW = "Đăng tải nội dung cải cách hành chính"
STEPS = [
    (OfficeCheckTask, "Văn phòng Sở kiểm tra", Unit.Kind.OFFICE),
    (LeadershipApprovalTask, "Ban Giám đốc phê duyệt", Unit.Kind.LEADERSHIP),
]


def create_workflow(section):
    """Create the two steps of approval for ``section``, documents and reports, unless they exist.

    A page or model that already has a workflow keeps it. Returns how many workflows are new.
    """
    if OfficeCheckTask.objects.exists():
        bring_reports_in()
        return 0
    workflow = Workflow.objects.create(name=WORKFLOW)
    for order, (task_class, name, kind) in enumerate(STEPS):
        task = task_class.objects.create(name=name)
        task.groups.set(Group.objects.filter(cchc_unit__kind=kind))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.get_or_create(page=section, defaults={"workflow": workflow})
    for model in reviewed_models():
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_for_model(model), defaults={"workflow": workflow}
        )
    return 1


def reviewed_models():
    """Return what is reviewed and is no page."""
    if not apps.is_installed("cchc_wagtail.plans"):
        return [LegalDocument]
    return [LegalDocument, apps.get_model("cchc_plans", "Report")]


def bring_reports_in():
    """Let reports go the way of legal documents on a site that was set up when they did not.

    Once a report has been reviewed, an administrator may have decided otherwise.
    """
    documents = WorkflowContentType.objects.filter(
        content_type=ContentType.objects.get_for_model(LegalDocument)
    ).first()
    for model in reviewed_models()[1:]:
        content_type = ContentType.objects.get_for_model(model)
        if documents and not WorkflowState.objects.filter(content_type=content_type).exists():
            WorkflowContentType.objects.get_or_create(
                content_type=content_type, defaults={"workflow": documents.workflow}
            )
