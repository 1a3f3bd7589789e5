from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from cchc_wagtail.editorial.models import LeadershipApprovalTask, OfficeCheckTask
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.models import LegalDocument

WORKFLOW = "Đăng tải nội dung cải cách hành chính"
STEPS = [
    (OfficeCheckTask, "Văn phòng Sở kiểm tra", Unit.Kind.OFFICE),
    (LeadershipApprovalTask, "Ban Giám đốc phê duyệt", Unit.Kind.LEADERSHIP),
]


def create_workflow(section):
    """Create the two steps of approval for ``section`` and for legal documents, unless they exist.

    A page or model that already has a workflow keeps it. Returns how many workflows are new.
    """
    if OfficeCheckTask.objects.exists():
        return 0
    workflow = Workflow.objects.create(name=WORKFLOW)
    for order, (task_class, name, kind) in enumerate(STEPS):
        task = task_class.objects.create(name=name)
        task.groups.set(Group.objects.filter(cchc_unit__kind=kind))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    WorkflowPage.objects.get_or_create(page=section, defaults={"workflow": workflow})
    WorkflowContentType.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(LegalDocument),
        defaults={"workflow": workflow},
    )
    return 1
