import re
from itertools import count

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from cchc_wagtail.registry.articles import article_titles, with_article_anchors
from cchc_wagtail.registry.citator.links import links_of

register = template.Library()
register.filter("article_anchors", lambda html: mark_safe(with_article_anchors(str(html))))
register.filter(article_titles)
_TABLE = re.compile("<table>|</table>")


@register.filter
def tables_that_scroll(html):
    """Let each table in the HTML of a rich text scroll by itself where it is wider than a phone."""
    numbers = count(1)

    def wrap(match):
        if match[0] == "</table>":
            return "</table></div>"
        label = gettext("Table %(number)d") % {"number": next(numbers)}
        return (
            f'<div class="cchc-law-table" role="region" tabindex="0" aria-label="{label}"><table>'
        )

    return mark_safe(_TABLE.sub(wrap, str(html)))


class CitationsNode(template.Node):
    def __init__(self, instance, nodelist):
        self.instance = instance
        self.nodelist = nodelist

    def render(self, context):
        html = self.nodelist.render(context)
        instance = self.instance.resolve(context)
        if instance is None or not html.strip():
            return html
        is_preview = getattr(context.get("request"), "is_preview", False)
        return mark_safe(links_of(instance, is_preview=is_preview).link(html))


@register.tag
def citations(parser, token):
    """Link the legal documents cited in what stands between this tag and ``endcitations``.

    ``{% citations page %}{{ page.body }}{% endcitations %}``: ``page`` is the page or document
    whose text it is. Works on any HTML.
    """
    try:
        _, instance = token.split_contents()
    except ValueError:
        raise template.TemplateSyntaxError(
            "citations takes one argument: the page or document whose text it encloses"
        ) from None
    nodelist = parser.parse(["endcitations"])
    parser.delete_first_token()
    return CitationsNode(parser.compile_filter(instance), nodelist)
