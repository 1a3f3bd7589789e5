"""An article as data for machines: schema.org's NewsArticle."""

from wagtail.models import Site

from cchc_wagtail import clock


def news_article(page, tags, request):
    """Return the JSON-LD of the article ``page`` with its ``tags``, with full addresses."""
    absolute = request.build_absolute_uri
    site = Site.find_for_request(request)
    publisher = (site and site.site_name) or (page.unit and page.unit.name)
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": absolute(page.url),
        "url": absolute(page.url),
        "mainEntityOfPage": absolute(page.url),
        "headline": page.title,
        "description": page.meta_description,
        "inLanguage": page.locale.language_code,
        "articleSection": page.get_parent().title,
        "datePublished": page.date.isoformat(),
        "dateModified": _moment(page.last_published_at),
        "image": [absolute(one.url) for one in _renditions(page)],
        "author": _author(page),
        "publisher": publisher and {"@type": "GovernmentOrganization", "name": publisher},
        "keywords": [tag.name for tag in tags],
    }
    if page.event_date:
        data["temporalCoverage"] = page.event_date.isoformat()
    if page.reform_field:
        data["about"] = {"@type": "Thing", "name": page.reform_field.name}
    return {name: value for name, value in data.items() if value}


def _moment(moment):
    return clock.local(moment).isoformat(timespec="seconds") if moment else ""


def _renditions(page):
    return [page.image.get_rendition("fill-1200x630")] if page.image else []


def _author(page):
    """Return the person or group that the article names, else the unit."""
    if page.author_line:
        return {"@type": "Person", "name": page.author_line}
    return page.unit and {"@type": "GovernmentOrganization", "name": page.unit.name}
