"""What a file proposes to register: fields with the words they were read from, and relations.

Nothing is stored here, and nothing is guessed: what is not sure is marked.
"""

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from cchc_wagtail import clock
from cchc_wagtail.citations import DocumentHead, DocumentNumber, read_head
from cchc_wagtail.citations.attributes import read_attributes
from cchc_wagtail.editorial.scope import confine
from cchc_wagtail.language import fold, format_date, normalise

from ..citator.resolution import plain_name, registered_under
from ..keys import citation_key
from ..models import DocumentType, Issuer, LegalDocument, RelationKind
from ..validity.proposals import Named
from .words import day_in, effect_in, name_in

_KINDS = {
    "replaces": RelationKind.REPLACES,
    "repeals": RelationKind.REPEALS,
    "annuls": RelationKind.REPEALS,
    "amends": RelationKind.AMENDS,
    "suspends": RelationKind.SUSPENDS,
}
_PAUSES = re.compile(r"(?<!\w)ngung\b")
_LONGEST_TITLE = LegalDocument._meta.get_field("title").max_length
_LIKELY_TITLE = 500


@dataclass
class Found:
    """The value of a field, the words it was read from, and what speaks against it."""

    value: Any
    words: str = ""
    doubts: list[str] = field(default_factory=list)


@dataclass
class FoundRelation:
    """What the text does to another document.

    ``named`` is that document, ``clause`` the words that say so, ``effective_on`` the day if it is
    another than that of the text, ``candidates`` the published documents that may be meant,
    ``drafts`` those that are registered but not published.
    """

    kind: str
    named: Named
    clause: str
    effective_on: datetime.date | None
    candidates: list[LegalDocument]
    drafts: list[LegalDocument]

    @property
    def label(self):
        return RelationKind(self.kind).label


@dataclass
class Proposal:
    """All that a file proposes. ``is_legal`` is false for a text that is no legal document.

    ``same`` is the registered document that it is; ``others`` have its number and other data.
    """

    head: DocumentHead
    is_legal: bool
    fields: dict[str, Found] = field(default_factory=dict)
    relations: list[FoundRelation] = field(default_factory=list)
    same: LegalDocument | None = None
    others: list[LegalDocument] = field(default_factory=list)

    @property
    def differences(self):
        """What the file has otherwise than the registered document: label, there, here."""
        found = []
        for name, one in self.fields.items():
            there = getattr(self.same, name, None)
            if name in ("number", "issuer", "level") or not one.value or not there:
                continue
            if _plain(there) != _plain(one.value):
                label = LegalDocument._meta.get_field(name).verbose_name
                found.append((label, _shown(there), _shown(one.value)))
        return found

    @property
    def is_doubtful(self):
        return any(one.doubts for one in self.fields.values())


def propose(read_file, user=None):
    """Return the ``Proposal`` of a ``ReadFile``; of the registered, what ``user`` may see.

    Without a ``user`` all registered documents count. About ten queries.
    """
    text = normalised_lines(read_file.text)
    head = read_head(read_file.text)
    if head.type is None and head.number is None:
        return Proposal(head, is_legal=False)
    proposal = Proposal(head, is_legal=True)
    proposal.fields = _fields(head, text)
    if read_file.is_doubtful:
        for one in proposal.fields.values():
            if one.value:
                one.doubts.append(_("Recognised from a picture of the page: compare it."))
    _find_registered(proposal, user)
    proposal.relations = _relations(head, read_file.text, user)
    return proposal


def normalised_lines(text):
    """Return ``text`` with each of its lines in normal form."""
    return "\n".join(filter(None, (normalise(line) for line in text.splitlines())))


def _fields(head, text):
    number = _number(head.number)
    fields = {
        "document_type": _type(head, number, text),
        "number": Found(head.number or "", name_in(text, head.number)),
        "issuer": _issuer(head, number, text),
        "issued_on": Found(head.issued_on, day_in(text, head.issued_on)),
        "title": Found((head.title or "")[:_LONGEST_TITLE], name_in(text, head.title)),
        "signatory": Found(head.signatory or "", name_in(text, head.signatory, last=True)),
        "signatory_position": Found(head.position or "", name_in(text, head.position, last=True)),
        "effective_from": Found(head.effective_from, effect_in(text, head.effective_from)),
    }
    _doubt(fields, number)
    issuer = fields["issuer"].value
    fields["level"] = Found(issuer.level if isinstance(issuer, Issuer) else "")
    return fields


def _doubt(fields, number):
    for name in ("number", "issued_on", "title"):
        if not fields[name].value:
            fields[name].doubts.append(_("The file does not say it: type it in."))
    issued_on = fields["issued_on"].value
    if issued_on and number and number.year and number.year != issued_on.year:
        text = _("The year in the number and the day of issue disagree. Which is right?")
        fields["issued_on"].doubts.append(text)
    if issued_on and issued_on > clock.today():
        fields["issued_on"].doubts.append(_("This day is yet to come."))
    effective_from = fields["effective_from"].value
    if issued_on and effective_from and effective_from < issued_on:
        fields["effective_from"].doubts.append(_("A document is not in force before it is issued."))
    if len(fields["title"].value) > _LIKELY_TITLE:
        fields["title"].doubts.append(_("Unusually long: some of the text may stand in it."))
    if ";" in fields["signatory"].value:
        fields["signatory"].doubts.append(_("Several people signed it."))
    for name in ("number", "title", "signatory"):
        one = fields[name]
        if one.value and not one.words:
            one.doubts.append(_("Put together from several places of the file: compare it."))


def _number(written):
    try:
        return DocumentNumber.parse(written or "")
    except ValueError:
        return None


def _type(head, number, text):
    by_number = number.type_name if number else None
    name = head.type or by_number or ""
    row = DocumentType.objects.filter(name=name).first()
    found = Found(row, name_in(text, head.type))
    if row is None:
        found.doubts.append(
            _("“%(name)s” is not in the register.") % {"name": name}
            if name
            else _("The file does not say it: type it in.")
        )
    elif head.type and by_number and by_number != head.type:
        found.doubts.append(_("The number says “%(name)s”. Which is right?") % {"name": by_number})
    return found


def _issuer(head, number, text):
    """Return the registered issuer, else the name as written."""
    rows = list(Issuer.objects.all())
    name = head.issuer or ""
    found = Found(name, name_in(text, head.issuer))
    if not name:
        same = [one for one in rows if number and one.abbreviation == number.issuer]
        found.value = same[0] if len(same) == 1 else ""
        found.doubts.append(_("The file does not say it; it is taken from the number."))
        return found
    exact = [one for one in rows if plain_name(one.name) == plain_name(name)]
    # "Sở Ngoại vụ" may be that of the province; "Văn phòng Chính phủ" is not the Government.
    longer = [one for one in rows if plain_name(one.name).startswith(f"{plain_name(name)} ")]
    if len(exact) == 1:
        found.value = exact[0]
    elif len(longer) == 1:
        found.value = longer[0]
        found.doubts.append(_("The file says “%(name)s”. Is it this one?") % {"name": name})
    else:
        found.doubts.append(_("“%(name)s” is not in the register.") % {"name": name})
    return found


def _find_registered(proposal, user):
    number = _number(proposal.fields["number"].value)
    if number is None:
        return
    documents = LegalDocument.objects.filter(number_key=number.key)
    documents = documents.select_related("document_type", "issuer").order_by("-issued_on")
    if user is not None:
        documents = confine(documents, user)
    issuer, issued_on = proposal.fields["issuer"].value, proposal.fields["issued_on"].value
    for document in documents:
        is_same_year = issued_on is not None and document.issued_on.year == issued_on.year
        if is_same_year and document.issuer == issuer:
            proposal.same = document
        else:
            proposal.others.append(document)


def _relations(head, text, user):
    found = []
    for change in head.changes:
        kind = _KINDS[change.kind]
        clause = " ".join(text[change.start : change.end].split())
        if kind == RelationKind.SUSPENDS and _PAUSES.search(fold(clause)):
            kind = RelationKind.PAUSES
        named = _named(change, text, clause)
        if named is None:
            continue
        is_other_day = change.effective_from not in (None, head.effective_from)
        found.append(
            FoundRelation(
                kind=kind,
                named=named,
                clause=clause[:700],
                effective_on=change.effective_from if is_other_day else None,
                candidates=[],
                drafts=[],
            )
        )
    keys = {one.named.key for one in found}
    published = registered_under(keys)
    drafts = LegalDocument.objects.filter(Q(number_key__in=keys) | Q(name_key__in=keys), live=False)
    drafts = drafts.select_related("document_type", "issuer")
    drafts = list(confine(drafts, user) if user is not None else drafts)
    for one in found:
        one.candidates = published[one.named.key]
        one.drafts = [document for document in drafts if one.named.key in document.citation_keys]
    return found


def _named(change, text, clause):
    citation = change.citation
    try:
        key = citation_key(citation, text)
    except ValueError:
        return None
    end = read_attributes(text, citation.end).end if citation.number else citation.end
    written = " ".join(text[citation.start : end].split())
    articles = ""
    if change.is_partial:
        articles = ", ".join(dict.fromkeys(map(_article, citation.articles)))
        articles = articles or clause
    return Named(key, articles[:500], written[:500])


def _article(reference):
    parts = [
        f"điểm {reference.point}" if reference.point else "",
        f"khoản {reference.clause}" if reference.clause else "",
        f"Điều {reference.article}",
    ]
    return " ".join(filter(None, parts))


def _plain(value):
    return fold(str(value)).split()


def _shown(value):
    return format_date(value) if isinstance(value, datetime.date) else str(value)
