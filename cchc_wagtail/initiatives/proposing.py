"""The way of a proposal from the citizen who sends it to the initiative that is made of it.

Every step is one transaction that locks the proposal, leaves an entry in Wagtail's log and queues
the mails that tell of it. A step that does not fit the proposal's state raises ``WrongState``.
"""

from django.db import transaction
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug

from cchc_wagtail.language import slugify
from cchc_wagtail.open_forms import steps
from cchc_wagtail.open_forms.personal_data import find_personal_data, mask_personal_data
from cchc_wagtail.open_forms.steps import WrongState, close, locked, note
from cchc_wagtail.search.text.passages import plain_text
from cchc_wagtail.search.visibility import is_visible

from . import letters
from .models import InitiativeIndexPage, InitiativePage, Proposal

LONGEST_SUMMARY = InitiativePage._meta.get_field("summary").max_length


@transaction.atomic
def receive(proposal):
    """Store a new ``proposal``; return what is stored.

    A form sent twice gives the proposal that it made the first time.
    """
    stored, is_new = steps.store_once(proposal)
    if is_new:
        letters.confirm(stored)
        letters.notify_office(stored)
    return stored


@transaction.atomic
def take_up(proposal, user):
    """Return the draft initiative made of ``proposal``; make it where there is none.

    Its words stand in the draft without what may tell who sent it.

    Raises:
        WrongState: the proposal is closed, or there is no list of initiatives to put it in.
    """
    proposal = locked(proposal, Proposal.State.NEW, Proposal.State.TAKEN)
    if proposal.initiative is not None:
        return proposal.initiative
    parent = proposal.page or InitiativeIndexPage.objects.live().order_by("path").first()
    if parent is None:
        raise WrongState(_("There is no list of initiatives to which it could be added."))
    title, problem, solution = (
        mask_personal_data(getattr(proposal, name), **proposal.known)
        for name in ("title", "problem", "solution")
    )
    draft = InitiativePage(
        title=title,
        slug=find_available_slug(parent, slugify(title)[:200] or "sang-kien"),
        summary=solution[:LONGEST_SUMMARY],
        authors=_("A citizen"),
        problem=_paragraphs(problem),
        solution=[("paragraph", _paragraphs(solution))],
        locale=parent.locale,
        owner=user,
        live=False,
        has_unpublished_changes=True,
    )
    parent.add_child(instance=draft)
    draft.save_revision(user=user, clean=False)
    proposal.initiative = draft
    proposal.state = Proposal.State.TAKEN
    proposal.save()
    note(proposal, "take_up", user)
    return draft


def personal_data_in(initiative):
    """Return the different ``Finding``s in a draft made of proposals that tell who sent them."""
    proposals = list(initiative.proposals.all()) if initiative.pk else []
    text = "\n".join(
        [
            initiative.title,
            initiative.slug.replace("-", " "),
            initiative.summary,
            initiative.authors,
            plain_text(initiative.problem),
            initiative.solution_text,
            initiative.reusable_at,
            initiative.search_description,
        ]
    )
    found = [one for sent in proposals for one in find_personal_data(text, **sent.known)]
    return list({one.text: one for one in found}.values())


def _paragraphs(text):
    return format_html_join("", "<p>{}</p>", [[line] for line in text.splitlines() if line])


def decline(proposal, reason, word, user):
    """Close ``proposal`` for a ``Proposal.Reason``, with a message to its sender.

    Whoever sent advertising or nonsense is not written to.
    """
    return steps.decline(proposal, reason, word, user, letters.tell)


@transaction.atomic
def initiative_published(initiative):
    """Close the proposals of which ``initiative`` was made, now that everybody may read it."""
    if is_visible(initiative):
        waiting = Proposal.objects.taken().filter(initiative=initiative)
        for proposal in waiting.select_for_update(of=("self",)):
            close(proposal, Proposal.State.PUBLISHED, letters.tell)


def forget(now=None):
    """Remove what was sent in proposals closed ``QUESTION_DATA_DAYS`` days ago or earlier.

    That is name, addresses, texts, the message to the sender, and the mails about the proposal.
    The initiative made of it stays: nothing in it tells who proposed it. Returns how many
    proposals that were.
    """
    return steps.forget_senders(Proposal, _forget_words, now)


def _forget_words(proposal):
    proposal.title = proposal.problem = proposal.solution = ""
