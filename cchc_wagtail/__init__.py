"""Administrative reform (cải cách hành chính) for Wagtail sites of Vietnamese state bodies."""

__version__ = "0.1.0"

#: What a host adds to its ``INSTALLED_APPS``. Importing it needs no Django. A host with news of its
#: own, say, leaves out what it does not want of ``OPTIONAL_APPS``.
CCHC_APPS = [
    "cchc_wagtail.portal",
    "cchc_wagtail.plans",
    "cchc_wagtail.questions",
    "cchc_wagtail.initiatives",
    "cchc_wagtail.procedures",
    "cchc_wagtail.news",
    "cchc_wagtail.contact",
    "cchc_wagtail.digests",
    "cchc_wagtail.indicators",
    "cchc_wagtail.registry",
    "cchc_wagtail.content",
    "cchc_wagtail.channels",
    "cchc_wagtail.open_forms",
    "cchc_wagtail.imports",
    "cchc_wagtail.editorial",
    "cchc_wagtail.search",
    "cchc_wagtail.mail",
    "cchc_wagtail.organisation",
    "cchc_wagtail.frontend",
    "cchc_wagtail.wagtail_vi",
]

#: App → the apps that need it: one that is left out takes these along.
OPTIONAL_APPS = {
    "cchc_wagtail.plans": [],
    "cchc_wagtail.news": [],
    "cchc_wagtail.contact": [],
    "cchc_wagtail.digests": [],
    "cchc_wagtail.indicators": [],
    "cchc_wagtail.initiatives": [],
    "cchc_wagtail.questions": [],
    "cchc_wagtail.procedures": ["cchc_wagtail.questions"],
}
