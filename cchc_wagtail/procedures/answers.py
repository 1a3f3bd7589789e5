"""Facts of a procedure as sentences: the one that was asked for, and those of a card.

Everything is from the structured fields, never from running text. A sentence is never shortened:
what is too long for one is counted, its place in the page named, and the beginnings of the names
are listed.
"""

from textwrap import shorten

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cchc_wagtail.organisation.contact import contact_of
from cchc_wagtail.search.facts import Card, Fact

from .models.channels import IT_DEPENDS

#: A sentence has at most so many characters.
LONGEST = 320
#: A list has at most so many items, each of so many characters.
MOST_ITEMS = 8
LONGEST_ITEM = 72
#: A card has room for so many.
LONGEST_ON_CARD = 90

_LABELS = {
    "fee": gettext_lazy("How much"),
    "time": gettext_lazy("How long"),
    "place": gettext_lazy("Where to hand in"),
    "papers": gettext_lazy("Papers to prepare"),
    "online": gettext_lazy("Hand in online?"),
    "who": gettext_lazy("Who"),
    "result": gettext_lazy("What you get"),
    "validity": gettext_lazy("How long it is valid"),
    "contact": gettext_lazy("Whom to contact"),
    "hours": gettext_lazy("Opening hours"),
}
_ANCHORS = {
    "fee": "cach-nop",
    "time": "cach-nop",
    "papers": "ho-so",
    "result": "ket-qua",
    "validity": "ket-qua",
}


def fact_of(pages, name):
    """Return the ``Fact`` called ``name`` of the one procedure in the query set ``pages``.

    None where there is none of that name or no page. It asks the database at most twice.
    """
    page = pages.select_related("unit").first()
    if page is None or name not in _LABELS:
        return None
    text = _SENTENCES[name](page)
    return Fact(
        text=text or _missing(page, name),
        label=str(_LABELS[name]),
        is_known=bool(text),
        anchor=_ANCHORS.get(name, "can-biet-ngay") if text else "",
        as_of=page.checked_on,
        source=page.source_url,
        items=_papers_counted(page) if name == "papers" else (),
    )


def cards_of(pages):
    """Return primary key → ``Card`` for the query set ``pages``; it asks the database twice."""
    return {page.pk: _card(page) for page in pages.prefetch_related("channels")}


def _card(page):
    facts = [(_LABELS["time"], _time(page)), (_LABELS["fee"], _fee(page))]
    return Card(
        facts=tuple((str(label), _in_short(text)) for label, text in facts if text),
        badge=_("Can be handed in online") if page.online_address else "",
    )


def _in_short(text):
    is_short = len(text) <= LONGEST_ON_CARD and text != IT_DEPENDS
    return text if is_short else _("depends on the case")


def _missing(page, name):
    if page.unit is None:
        return _("No information yet – contact the body that takes the papers")
    taker = _one_line(page.receiving_agency)
    if taker:
        text = _(
            "No information yet – contact the body that takes the papers (%(taker)s) or %(unit)s"
        )
    else:
        text = _("No information yet – contact %(unit)s")
    text %= {"unit": page.unit.name, "taker": taker}
    return ", ".join(filter(None, [text, contact_of(page.unit)]))


def _time(page):
    return _by_channel(
        (channel, [_with_case(limit.get("case"), limit.text) for limit in channel.limits])
        for channel in page.channel_list
    )


def _fee(page):
    return _by_channel(
        (channel, [_with_case(fee.get("case"), fee["amount"]) for fee in channel.charges])
        for channel in page.channel_list
    )


def _by_channel(rows):
    """Return the texts with the ways of handing in that they hold for, where they differ."""
    ways = {}
    for channel, texts in rows:
        ways.setdefault(str(channel), {}).update(dict.fromkeys(map(_one_line, texts)))
    groups = {}
    for way, texts in ways.items():
        if texts:
            groups.setdefault(tuple(texts), []).append(way)
    if len(groups) == 1 and sum(map(len, groups.values())) == len(ways):
        parts = [_either(texts) for texts in groups]
    else:
        parts = [_of_ways(names, texts) for texts, names in groups.items()]
    parts[1:] = [_lowered(part) for part in parts[1:]]
    return _sentence(parts, str(IT_DEPENDS))


def _of_ways(names, texts):
    text = _either(texts)
    return f"{_listed(names)} ({text})" if ": " in text else f"{_listed(names)}: {text}"


def _either(texts):
    if len(texts) == 1:
        return texts[0]
    if any(": " in text for text in texts):
        return "; ".join(texts)
    return _("%(texts)s, depending on the case") % {"texts": _(" or ").join(texts)}


def _with_case(case, text):
    return f"{case}: {text}" if case else text


def _listed(names):
    """Return the names with a comma between them, the first alone with a capital."""
    return ", ".join([names[0], *map(_lowered, names[1:])])


def _lowered(text):
    return text[:1].lower() + text[1:]


def _place(page):
    agency, address = _one_line(page.receiving_agency), _one_line(page.receiving_address)
    if agency in address:
        return address if agency else ""
    return ", ".join(filter(None, [agency, address]))


def _papers(page):
    cases = _cases_of_papers(page)
    if not cases:
        return ""
    if len(cases) > 1:
        count = _("%(count)d cases, each with papers of its own: see “Papers to prepare”") % {
            "count": len(cases)
        }
    else:
        number = len(cases[0][1])
        count = ngettext(
            "%(count)d paper: see “Papers to prepare”",
            "%(count)d papers: see “Papers to prepare”",
            number,
        ) % {"count": number}
    return _sentence(_papers_in_full(cases), count)


def _papers_counted(page):
    """Return the beginnings of the names of the papers, or of the cases, that are only counted."""
    cases = _cases_of_papers(page)
    if _is_sentence(_papers_in_full(cases)):
        return ()
    names = [case for case, _papers in cases] if len(cases) > 1 else cases[0][1]
    return tuple(map(_beginning, names[:MOST_ITEMS]))


def _beginning(name):
    text = shorten(name, LONGEST_ITEM, placeholder="…")
    # What stands in brackets explains; half of it explains nothing.
    before, bracket, within = text.rpartition(" (")
    return f"{before}…" if bracket and ")" not in within else text


def _cases_of_papers(page):
    cases = [
        (
            _one_line(case.value["case"] or ""),
            [_one_line(paper["name"]).rstrip(".;,") for paper in case.value["papers"]],
        )
        for case in page.dossier
    ]
    return [(case, names) for case, names in cases if names]


def _papers_in_full(cases):
    return [_with_case(case, ", ".join(names)) for case, names in cases]


def _who(page):
    return ", ".join(page.audience_names)


def _result(page):
    parts = [
        _("%(result)s (valid for: %(validity)s)")
        % {"result": _one_line(value["name"]), "validity": _one_line(value["validity"])}
        if value.get("validity")
        else _one_line(value["name"])
        for value in _results(page)
    ]
    return _sentence(parts, str(_SEE_RESULTS))


def _validity(page):
    values = [value for value in _results(page) if value.get("validity")]
    parts = [f"{_one_line(value['name'])}: {_one_line(value['validity'])}" for value in values]
    return _sentence(parts, str(_SEE_RESULTS))


def _results(page):
    return [block.value for block in page.results if block.value["name"]]


def _contact(page):
    contact = contact_of(page.unit) if page.unit else ""
    return f"{page.unit.name}: {contact}" if contact else ""


def _sentence(parts, otherwise):
    """Return the ``parts`` as one sentence, or ``otherwise`` where that is too long."""
    return "; ".join(parts) if _is_sentence(parts) else otherwise


def _is_sentence(parts):
    return len("; ".join(parts)) <= LONGEST


def _one_line(text):
    return " ".join(text.split())


_SEE_RESULTS = gettext_lazy("Several results: see “What you get”")
_SENTENCES = {
    "fee": _fee,
    "time": _time,
    "place": _place,
    "papers": _papers,
    "online": lambda page: page.online_in_words,
    "who": _who,
    "result": _result,
    "validity": _validity,
    "contact": _contact,
    "hours": lambda page: "",
}
