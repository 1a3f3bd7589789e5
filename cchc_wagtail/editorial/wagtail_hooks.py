from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Comment, CommentReply, Page, PageSubscription, WorkflowMixin
from wagtail.snippets.action_menu import UnpublishMenuItem

from cchc_wagtail.language import format_date
from cchc_wagtail.mail.daily import HOOK as DAILY_HOOK
from cchc_wagtail.mail.daily import DailyPart, daily_problems
from cchc_wagtail.mail.reminders import HOOK as REMINDERS_HOOK
from cchc_wagtail.organisation.registers import MENU_HOOK
from cchc_wagtail.organisation.report_figures import HOOK as FIGURES_HOOK

from . import notifications
from .api import DocumentsAPIViewSet, ImagesAPIViewSet
from .bulk_actions import BULK_ACTIONS
from .findings import findings_of
from .home_panels import other_reviews_exist, panels_for
from .menu import FiguresMenuItem, UnreadMenuItem, WorkMenuItem
from .models import ReviewTask, ReviewTaskState
from .models.tasks import TOO_LATE
from .panels import REPLY
from .pieces import Piece, edit_url, with_pieces
from .problems import HOOK as PROBLEMS_HOOK
from .problems import Problem
from .reminders import remind_of_pieces
from .report_figures import figures_of_reviews
from .rights import RightsMenuItem, has_rights
from .scope import PieceMixin, confine_pages, may_see
from .views.beginnings import BeginView
from .views.listings import FiguresView, PiecesView, WorkView
from .views.pieces import HistoryView, UrgeView
from .views.review import NextView, PreviewView, ReviewView
from .views.unread import ReadAgainView, UnreadView

hooks.register(REMINDERS_HOOK, remind_of_pieces)

# For axe every finding is an element that lacks a label, which none of them ever has.
FINDING_RULE = {
    "id": "cchc-finding",
    "impact": "serious",
    "selector": "[data-cchc-finding]",
    "tags": ["best-practice"],
    "any": ["aria-label"],
    "excludeHidden": False,
    "enabled": True,
}
FINDING_MESSAGE = {
    "error_name": gettext_lazy("Something is missing or wrong"),
    "help_text": gettext_lazy("The preview says what, above the text"),
}


@hooks.register(DAILY_HOOK, order=20)
def keep_to_the_schedule():
    return DailyPart("schedule", gettext_lazy("Scheduled publishing and expiry"), _keep)


def _keep(today):
    call_command("publish_scheduled", verbosity=0)
    return "what was due is published or has expired"


@hooks.register(PROBLEMS_HOOK)
def problems_of_the_daily_work():
    return [Problem("cchc_mail.W002", text) for text in daily_problems()]


for action in BULK_ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("construct_admin_api", order=100)
def confine_files_of_the_api(router):
    router.register_endpoint("images", ImagesAPIViewSet)
    router.register_endpoint("documents", DocumentsAPIViewSet)


@hooks.register("register_admin_urls")
def register_editorial_urls():
    review = "cchc/quy-trinh/duyet/<int:step_id>/"
    return [
        path("cchc/quy-trinh/", PiecesView.as_view(), name="cchc_editorial_pieces"),
        path(
            "cchc/quy-trinh/results/",
            PiecesView.as_view(results_only=True),
            name="cchc_editorial_pieces_results",
        ),
        path("cchc/quy-trinh/viec-cua-toi/", WorkView.as_view(), name="cchc_editorial_work"),
        path("cchc/quy-trinh/so-lieu/", FiguresView.as_view(), name="cchc_editorial_figures"),
        path(
            "cchc/viet/<slug:app_label>/<slug:model_name>/",
            BeginView.as_view(),
            name="cchc_editorial_begin",
        ),
        path("cchc/quy-trinh/duyet/", NextView.as_view(), name="cchc_editorial_next"),
        path(review, ReviewView.as_view(), name="cchc_editorial_review"),
        path(f"{review}xem-truoc/", PreviewView.as_view(), name="cchc_editorial_preview"),
        path(
            "cchc/quy-trinh/lich-su/<int:review_id>/",
            HistoryView.as_view(),
            name="cchc_editorial_history",
        ),
        path(
            "cchc/quy-trinh/don-doc/<int:review_id>/",
            UrgeView.as_view(),
            name="cchc_editorial_urge",
        ),
        path("cchc/chua-doc-duoc/", UnreadView.as_view(), name=UnreadView.index_url_name),
        path(
            "cchc/chua-doc-duoc/results/",
            UnreadView.as_view(results_only=True),
            name=UnreadView.index_results_url_name,
        ),
        path(
            "cchc/chua-doc-duoc/<int:row_id>/doc-lai/",
            ReadAgainView.as_view(),
            name="cchc_editorial_read_again",
        ),
    ]


@hooks.register("register_admin_menu_item")
def register_work():
    label, address = gettext_lazy("My work"), reverse("cchc_editorial_work")
    return WorkMenuItem(label, address, name="cchc-work", icon_name="tasks", order=140)


@hooks.register(MENU_HOOK)
def register_pieces():
    label, address = PiecesView.page_title, reverse("cchc_editorial_pieces")
    return RightsMenuItem(label, address, name="cchc-pieces", icon_name="tasks", order=700)


@hooks.register(MENU_HOOK)
def register_figures():
    label, address = FiguresView.page_title, reverse("cchc_editorial_figures")
    return FiguresMenuItem(label, address, name="cchc-figures", icon_name="list-ul", order=705)


@hooks.register(MENU_HOOK)
def register_unread():
    label, address = UnreadView.page_title, reverse(UnreadView.index_url_name)
    return UnreadMenuItem(label, address, name="cchc-unread", icon_name="warning", order=725)


@hooks.register("insert_global_admin_css")
def style_the_screens():
    return format_html(
        '<link rel="stylesheet" href="{}">', versioned_static("cchc_editorial/editorial.css")
    )


@hooks.register("insert_editor_js")
def say_that_the_session_ended():
    return format_html(
        '<script src="{}" data-login="{}" data-text="{}"></script>',
        versioned_static("cchc_editorial/session.js"),
        reverse("wagtailadmin_login"),
        _(
            "Your session has ended. Nothing you typed is lost: log in again here, in another tab, "
            "then go on."
        ),
    )


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    """Put the room's panels in the place of Wagtail's, which stay for workflows of the host."""
    if has_rights(request.user):
        panels.extend(panels_for(request.user))
    if not other_reviews_exist():
        replaced = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
        panels[:] = [panel for panel in panels if not isinstance(panel, replaced)]


@hooks.register("construct_explorer_page_queryset")
def show_pages_of_own_units(parent_page, pages, request):
    """Leave out what the user may not see; raises ``PermissionDenied`` for such a parent too."""
    if not may_see(request.user, parent_page.specific):
        raise PermissionDenied
    return confine_pages(pages, request.user)


@hooks.register("construct_page_chooser_queryset")
def choose_pages_of_own_units(pages, request):
    parent = Page.objects.filter(pk=request.resolver_match.kwargs.get("parent_page_id")).first()
    if parent is not None and not may_see(request.user, parent.specific):
        raise PermissionDenied
    return confine_pages(pages, request.user)


@hooks.register("before_move_page")
def ask_whether_it_may_move(request, page, destination):
    # The form that asks for confirmation would show the page to everybody.
    if not page.permissions_for_user(request.user).can_move():
        raise PermissionDenied


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def show_where_it_is(request, instance):
    """Tell whoever opens a piece under review where it is, why it was sent back, and if urged."""
    if request.method != "GET" or not isinstance(instance, WorkflowMixin):
        return
    review = instance.current_workflow_state
    steps = ReviewTaskState.objects.filter(pk=review and review.current_task_state_id)
    step = with_pieces(steps).first()
    if step is None:
        return
    piece = Piece(step)
    history = messages.button(piece.history_url, _("History of the review"))
    due = {"date": format_date(piece.due_on)}
    if piece.is_sent_back:
        text = _("Sent back by %(reviewer)s: %(comment)s") % {
            "reviewer": piece.reviewer_name,
            "comment": piece.comment or _("no reason given"),
        }
        due = _("Please submit it again by %(date)s.") % due
        messages.warning(request, f"{text} {due}", buttons=[history])
    else:
        text = _("Waiting for: %(step)s.") % {"step": piece.where}
        messages.info(request, f"{text} {_('Due on %(date)s.') % due}", buttons=[history])
    if urging := piece.last_urging:
        text = _("Urged by the Office on %(date)s. %(comment)s") % {
            "date": format_date(urging.day),
            "comment": urging.comment,
        }
        messages.warning(request, text.strip())


@hooks.register("construct_page_action_menu")
@hooks.register("construct_snippet_action_menu")
def say_what_passing_on_does(menu_items, request, context):
    """Let no step but the last say that it publishes.

    Wagtail takes a step for the last one where those after it are all that was not approved yet,
    as it is when a piece was passed back.
    """
    content = context.get("page") or context.get("instance")
    task = getattr(content, "current_workflow_task", None)
    if not isinstance(task, ReviewTask) or task.step_after(content) is None:
        return
    label = task.approve_label(content)
    with_comment = _("%(action)s, with a comment") % {"action": label}
    for item in menu_items:
        if item.name == "approve":
            item.label = with_comment if item.launch_modal else label


@hooks.register("construct_snippet_action_menu")
def offer_to_take_down(menu_items, request, context):
    """Offer it to all who may do it, where Wagtail offers it to those who publish."""
    snippet = context.get("instance")
    if context["view"] != "edit" or not isinstance(snippet, PieceMixin) or not snippet.live:
        return
    menu_items[:] = [item for item in menu_items if item.name != "action-unpublish"]
    policy = snippet.snippet_viewset.permission_policy
    if policy.user_has_permission(request.user, "unpublish"):
        menu_items.append(UnpublishMenuItem())


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def keep_the_reply(request, instance):
    """Keep what the unit says it changed, from the first draft that saves itself on."""
    reply = request.POST.get(REPLY)
    if reply is None or not isinstance(instance, WorkflowMixin):
        return
    review = instance.current_workflow_state
    steps = ReviewTaskState.objects.sent_back().filter(pk=review and review.current_task_state_id)
    steps.update(reply=reply.strip())


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def say_why_it_was_not_approved(request, instance):
    """Tell whoever pressed “approve” and changed what the step before had approved."""
    if request.POST.get("workflow-action-name") != "approve":
        return None
    instance = instance.specific if isinstance(instance, Page) else instance
    task = instance.current_workflow_task
    if not isinstance(task, ReviewTask) or not task.user_can_access_editor(instance, request.user):
        return None
    obstacle = task.obstacle(instance, request.user)
    if obstacle is None:
        return None
    list(get_messages(request))  # that it was saved, as if it had been approved
    messages.warning(request, _("Saved, but not approved. %(why)s") % {"why": obstacle.text})
    return redirect(edit_url(instance))


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
@hooks.register("after_create_page")
@hooks.register("after_create_snippet")
def say_what_is_missing(request, instance):
    """Tell whoever has just handed a piece in what the rooms find is wrong with it."""
    if "action-submit" not in request.POST or not isinstance(instance, WorkflowMixin):
        return
    if not instance.workflow_in_progress:
        return
    for group, texts in findings_of(instance.get_latest_revision_as_object()):
        messages.warning(request, f"{group}: {' '.join(texts)}")


@hooks.register("construct_wagtail_userbar")
def count_findings(request, items, page):
    """Let Wagtail's panel of checks count what the rooms find, as the preview shows it."""
    for item in items:
        if isinstance(item, ContentCheckerItem):
            rule = FINDING_RULE["id"]
            # What a host runs are names of rules, or tags, which axe forbids to mix.
            if not {*item.axe_messages}.isdisjoint(item.axe_run_only or []):
                item.axe_run_only = [*item.axe_run_only, rule]
            item.axe_rules = {**item.axe_rules, rule: {"enabled": True}}
            item.axe_custom_rules = [*item.axe_custom_rules, FINDING_RULE]
            item.axe_messages = {**item.axe_messages, rule: FINDING_MESSAGE}


@hooks.register("before_edit_page")
def remember_when_saving_began(request, page):
    request.cchc_saving_began = timezone.now()


@hooks.register("after_edit_page")
def tell_of_new_comments(request, page):
    """Mail the comments of this save to those concerned whom Wagtail does not mail itself."""
    began = getattr(request, "cchc_saving_began", None)
    review = page.current_workflow_state
    step = review and ReviewTaskState.objects.filter(pk=review.current_task_state_id).first()
    if began is None or not step:
        return
    written = {"user": request.user, "created_at__gte": began}
    comments = Comment.objects.filter(page=page, **written)
    replies = CommentReply.objects.filter(comment__page=page, **written)
    texts = [*comments.values_list("text", flat=True), *replies.values_list("text", flat=True)]
    if texts:
        subscribers = PageSubscription.objects.filter(page=page, comment_notifications=True)
        others = set(subscribers.values_list("user", flat=True))
        threads = Comment.objects.filter(replies__in=replies)
        others |= set(threads.values_list("user", flat=True))
        others |= set(
            CommentReply.objects.filter(comment__in=threads).values_list("user", flat=True)
        )
        notifications.commented(step, request.user, texts, others=others)


@hooks.register("register_log_actions")
def register_actions(actions):
    actions.register_action(
        "cchc_editorial.approve_own",
        gettext_lazy("Approve one's own work"),
        gettext_lazy("An administrator approved what they wrote themselves"),
    )
    actions.register_action(
        "cchc_editorial.check_own",
        gettext_lazy("Pass on one's own work"),
        gettext_lazy("Passed on by who wrote it: nobody else was there to check"),
    )
    actions.register_action(
        TOO_LATE,
        gettext_lazy("Come too late"),
        gettext_lazy("Found that somebody else had done the step; the comment is in the history"),
    )
    actions.register_action(
        "cchc_editorial.pass_back",
        gettext_lazy("Pass back"),
        gettext_lazy("Passed back to the step before, after an edit"),
    )


@hooks.register(FIGURES_HOOK)
def tell_figures(first, last):
    return figures_of_reviews(first, last)
