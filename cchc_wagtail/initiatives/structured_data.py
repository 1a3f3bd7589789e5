"""An initiative as data for machines.

schema.org has no type for an initiative of an administration: it is the ``CreativeWork`` that
describes it, made by the unit.
"""


def creative_work(page, tags, absolute):
    """Return the JSON-LD of an initiative that has ``tags``; ``absolute`` makes a full address."""
    data = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": absolute(page.url),
        "url": absolute(page.url),
        "name": page.title,
        "abstract": page.summary,
        "inLanguage": page.locale.language_code,
        "about": page.reform_field.name_for_reader if page.reform_field else None,
        "keywords": [tag.name for tag in tags],
        "creator": _unit(page.unit),
        "dateCreated": str(page.year),
        "datePublished": _day(page.first_published_at),
        "dateModified": _day(page.last_published_at),
    }
    return {name: value for name, value in data.items() if value}


def _unit(unit):
    return {"@type": "GovernmentOrganization", "name": unit.name} if unit else None


def _day(moment):
    return moment.isoformat() if moment else None
