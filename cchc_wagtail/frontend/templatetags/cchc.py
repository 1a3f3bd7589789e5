"""Template tags of the public pages, beyond Django's and Wagtail's own."""

import datetime
import json
from functools import lru_cache

from django import template
from django.apps import apps
from django.conf import settings
from django.template.library import SimpleNode
from django.template.loader import get_template
from django.template.loader_tags import BLOCK_CONTEXT_KEY, ExtendsNode
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import to_locale
from django_filters import OrderingFilter
from wagtail.admin.templatetags.wagtailuserbar import get_page_instance
from wagtail.admin.userbar import Userbar
from wagtail.models import Site

from cchc_wagtail import clock
from cchc_wagtail.conf import get_setting
from cchc_wagtail.frontend.head import with_head
from cchc_wagtail.frontend.languages import (
    default_language,
    in_reader_language_first,
    pages_of_site,
    reader_language,
)
from cchc_wagtail.language import format_date

register = template.Library()


class ExtendsHostNode(ExtendsNode):
    """Extends the host's base template, whose name is a setting and not known to a context."""

    must_be_first = False
    # A template that extends ours would otherwise collect our blocks a second time, because
    # the tag that loads this library, not this node, comes first.
    child_nodelists = ()

    def __init__(self, nodelist):
        super().__init__(nodelist, parent_name=None)

    def __repr__(self):
        return f"<{type(self).__name__}>"

    def get_parent(self, context):
        return self.find_template(get_setting("BASE_TEMPLATE"), context)

    def render(self, context):
        html = super().render(context)
        head = context.render_context[BLOCK_CONTEXT_KEY].get_block("cchc_head")
        return mark_safe(with_head(html, head.render(context))) if head else html


@register.tag
def extends_host(parser, token):
    """Extend the template named in ``CCHC_WAGTAIL["BASE_TEMPLATE"]``."""
    return ExtendsHostNode(parser.parse())


@register.filter
def date_element(value):
    """Return a date, or the local date of a datetime, as ``<time>`` with its ``short_date``."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = clock.local(value).date()
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), short_date(value))


@register.simple_tag(takes_context=True)
def user_bar(context):
    """Draw Wagtail's user bar for those who are logged in, unless the host's template draws it.

    Visitors without a session are not asked who they are, so that what they get stays the same for
    all and can be cached.
    """
    request = context.get("request")
    if request is None or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return ""
    user = getattr(request, "user", None)
    if user is None or not user.has_perm("wagtailadmin.access_admin"):
        return ""
    if draws_user_bar(get_setting("BASE_TEMPLATE")):
        return ""
    shown = get_page_instance(context) or context.get("document")
    return Userbar(object=shown).render_html(context)


@lru_cache(maxsize=8)
def draws_user_bar(template_name):
    """Tell whether the template ``template_name``, or one that it extends, draws a user bar."""
    nodes = get_template(template_name).template.nodelist
    for node in nodes.get_nodes_by_type(SimpleNode):
        if node.func.__name__ == "wagtailuserbar":
            return True
    for node in nodes.get_nodes_by_type(ExtendsNode):
        parent = node.parent_name.var
        if isinstance(parent, str) and draws_user_bar(parent):
            return True
    return False


@register.simple_tag
def unit_link(unit):
    """Return the name of ``unit``, a link to how it is reached where the site has such pages."""
    try:
        address = reverse("cchc_wagtail:unit", args=[unit.slug])
    except NoReverseMatch:
        return unit.name_for_reader
    return format_html('<a href="{}">{}</a>', address, unit.name_for_reader)


@register.simple_tag(takes_context=True)
def sharing_picture(context, shown):
    """Return the full address of the picture that goes with a link to ``shown``; may be empty."""
    if not getattr(shown, "pk", None) or "request" not in context:
        return ""
    try:
        address = reverse("cchc_wagtail:sharing_picture", args=[shown._meta.label_lower, shown.pk])
    except NoReverseMatch:
        return ""
    changed = getattr(shown, "last_published_at", None)
    version = f"?v={changed:%Y%m%d%H%M%S}" if changed else ""
    return context["request"].build_absolute_uri(address + version)


@register.filter
def locale_of(language):
    """Return the locale of a language as Open Graph writes it: ``vi_VN`` for ``vi``."""
    return {"vi": "vi_VN", "en": "en_US"}.get(language, to_locale(language))


@register.filter
def short_date(value):
    """Return a date, or the local date of a datetime, as the text ``04/4/2024``.

    A page in another language than the site's writes it as that language does: there 04/4/2024 may
    be a day in April or in another month.
    """
    if not value:
        return ""
    if isinstance(value, datetime.datetime):
        value = clock.local(value).date()
    is_of_site = reader_language() in ("", default_language())
    return format_date(value) if is_of_site else date_format(value, "DATE_FORMAT")


@register.filter
def short_moment(value):
    """Return a datetime as the local ``04/4/2024 08:30``."""
    return f"{short_date(value)} {clock.local(value):%H:%M}" if value else ""


@register.simple_tag
def json_ld(data):
    """Write ``data`` as linked data for machines, which no text in it can break out of."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


@register.simple_tag(takes_context=True)
def page_trail(context, page, inclusive=False):
    """Return the ancestors of ``page`` from the home page of the site on, and ``page`` if asked.

    Wagtail keeps the parents that it met on its way to the page, so this costs no query there,
    and one elsewhere.
    """
    site = Site.find_for_request(context["request"]) if "request" in context else None
    root_depth = site.root_page.depth if site else 2
    trail = [page] if page and inclusive else []
    while page and page.depth and page.depth > root_depth:
        if not hasattr(page, "_cached_parent_obj"):
            return [*page.get_ancestors().filter(depth__gte=root_depth), *trail]
        page = page.get_parent()
        trail.insert(0, page)
    return trail


@register.simple_tag
def breadcrumbs_are_ours():
    """Tell whether our pages show the way to them: the setting ``BREADCRUMBS``."""
    return get_setting("BREADCRUMBS")


@register.simple_tag(takes_context=True)
def first_page(context, model_name):
    """Return the published page of a type (``"app_label.Model"``) that stands highest, or None."""
    pages = apps.get_model(model_name).objects.live()
    site = Site.find_for_request(context.get("request"))
    if site:
        pages = pages_of_site(pages, site)
    return in_reader_language_first(pages, "depth", "path").first()


@register.simple_tag(takes_context=True)
def language_links(context):
    """Return ``LanguageLink`` of what is shown in each language; empty where it is in one alone."""
    links = getattr(context.get("page"), "language_links", None)
    return context.get("language_links") or (links(context.get("request")) if links else [])


@register.simple_tag
def is_foreign(code):
    """Tell whether what is in the language ``code`` is in another one than the reader's."""
    return bool(code) and code != reader_language()


@register.simple_tag
def active_filters(filterset):
    """Return what is filtered by now: ``label``, ``value``, and the ``query`` that drops it."""
    form = filterset.form
    if not filterset.is_bound or not hasattr(form, "cleaned_data"):
        return []
    return [
        {
            "label": form[name].label,
            "value": _name_of(value, form.fields[name]),
            "query": query_without(filterset.data, name, str(value)),
        }
        for name, chosen in form.cleaned_data.items()
        if not isinstance(filterset.filters[name], OrderingFilter)
        for value in (chosen if isinstance(chosen, list) else [chosen])
        if value not in (None, "")
    ]


def _name_of(value, field):
    names = getattr(field, "names", None) or dict(getattr(field, "choices", ()))
    return names.get(value, value) if isinstance(value, str) else value


def query_without(data, name, value):
    kept = data.copy()
    kept.pop("page", None)
    left = (
        [one for one in kept.getlist(name) if one != value] if len(kept.getlist(name)) > 1 else []
    )
    kept.setlist(name, left)
    return kept.urlencode()


@register.simple_tag
def page_numbers(listing):
    """Return the numbers to show in a pagination, with an ellipsis where some are left out."""
    return listing.paginator.get_elided_page_range(listing.number, on_each_side=1, on_ends=1)
