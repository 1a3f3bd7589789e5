"""The Vietnamese of Wagtail's own interface, against the Wagtail that is installed.

Wagtail ships its messages in English catalogues, which are the source. ``make lint`` fails when one
of them has no Vietnamese, or when a placeholder, a tag or a plural form differs; ``make messages``
adds what is new, to be translated by the glossary, and compiles it. What only an older Wagtail asks
for stays.
"""

import re
import sys
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import polib

from tests.catalogue import WAGTAIL_LOCALE, entries, translations

DOMAINS = ["django", "djangojs"]
SOURCES = ["wagtail", "wagtail_modeladmin", "taggit"]
LEFT_OUT = "wagtail/contrib/styleguide/"  # for developers of Wagtail itself
MARKS = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}|</?[a-z][^>]*>|\A\s+|\s+\Z")


def path(domain):
    return WAGTAIL_LOCALE / "vi" / "LC_MESSAGES" / f"{domain}.po"


def wanted(domain):
    """Return the messages of the installed Wagtail, each by its context and English text."""
    messages = {}
    for source in SOURCES:
        (folder,) = find_spec(source).submodule_search_locations
        for file in sorted(Path(folder).glob(f"**/locale/en/LC_MESSAGES/{domain}.po")):
            if LEFT_OUT not in file.as_posix():
                messages.update(entries(polib.pofile(str(file))))
    return messages


def missing(domain):
    """Return the keys of the messages of the installed Wagtail that have no Vietnamese."""
    here = entries(polib.pofile(str(path(domain))))
    return [key for key in wanted(domain) if key not in here or not here[key].translated()]


def marks(text):
    return Counter(MARKS.findall(text))


def faults(entry, english):
    """Yield what a translation loses or adds; Vietnamese has one plural form, the general one."""
    if bool(entry.msgid_plural) != bool(english.msgid_plural):
        yield "is a plural on one side only"
        return
    if english.msgid_plural:
        if list(entry.msgstr_plural) != [0]:
            yield "must have exactly one plural form"
            return
        source, text = english.msgid_plural, entry.msgstr_plural[0]
    else:
        source, text = english.msgid, entry.msgstr
    lost, added = marks(source) - marks(text), marks(text) - marks(source)
    if lost:
        yield f"lost {', '.join(map(repr, lost))}"
    if added:
        yield f"added {', '.join(map(repr, added))}"


def problems(domain):
    """Yield one line for every message that is missing, untranslated or wrongly marked up."""
    catalogue = polib.pofile(str(path(domain)))
    here, english = entries(catalogue), wanted(domain)
    for _context, text in missing(domain):
        yield f"not translated: {text!r}"
    for key, entry in here.items():
        if entry.translated():
            for fault in faults(entry, english.get(key, entry)):
                yield f"{fault}: {key[1]!r}"
    if translations(polib.mofile(str(path(domain).with_suffix(".mo")))) != translations(catalogue):
        yield f"{domain}.mo is older than {domain}.po: run make messages"


def update(domain):
    catalogue = polib.pofile(str(path(domain)), wrapwidth=0)
    here = entries(catalogue)
    for (context, text), english in wanted(domain).items():
        if (context, text) not in here:
            entry = polib.POEntry(msgctxt=context, msgid=text, msgid_plural=english.msgid_plural)
            if english.msgid_plural:
                entry.msgstr_plural = {0: ""}
            catalogue.append(entry)
    catalogue.save()
    catalogue.save_as_mofile(str(path(domain).with_suffix(".mo")))


def main():
    if "--update" in sys.argv:
        for domain in DOMAINS:
            update(domain)
    found = [f"{domain}: {line}" for domain in DOMAINS for line in problems(domain)]
    print("\n".join(found) or "The Vietnamese of Wagtail's interface is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
