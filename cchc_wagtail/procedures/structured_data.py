"""A procedure as data for machines: schema.org's GovernmentService, whose terms are CPSV-AP's."""

import re

from .fees import FREE

#: A sum in đồng that is the same for everybody: “200.000 đồng/lần”.
_SUM = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+) ?(?:đồng|đ|VND)\b(?!.*\d{1,3}\.\d{3})", re.DOTALL)


def government_service(page, absolute):
    """Return the JSON-LD of ``page`` as a dict; ``absolute`` turns a path into a full address."""
    address = absolute(page.url)
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": absolute(page.permalink),
        "url": address,
        "identifier": page.code,
        "name": page.name,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "serviceType": str(page.thematic_area or ""),
        "areaServed": {"@type": "Country", "name": "Việt Nam"},
        "provider": _organisation(page.receiving_agency, page.receiving_address),
        "serviceOperator": _organisation(page.competent_authority, page.competent_address),
        "audience": [{"@type": "Audience", "audienceType": name} for name in page.audience_names],
        "availableChannel": [_channel(page, channel, absolute) for channel in page.channel_list],
        "offers": [
            offer for channel in page.channel_list for offer in _offers(channel, absolute, page)
        ],
        "serviceOutput": [
            {"@type": "Thing", "name": block.value["name"]} for block in page.results
        ],
        "isBasedOn": [_basis(basis, absolute) for basis in page.legal_basis_list],
        "sameAs": page.source_url,
    }
    return {name: value for name, value in data.items() if value}


def breadcrumb_list(trail, absolute):
    """Return the JSON-LD of the way from the home page of the site down to a page."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": place.title,
                "item": absolute(place.url),
            }
            for position, place in enumerate(trail, 1)
        ],
    }


def _organisation(name, address):
    if not name:
        return None
    data = {"@type": "GovernmentOrganization", "name": name}
    return {**data, "address": address} if address else data


def _channel(page, channel, absolute):
    data = {"@type": "ServiceChannel", "name": str(channel), "description": channel.note}
    if channel.is_online:
        data["serviceUrl"] = page.online_address
    else:
        data["serviceLocation"] = {
            "@type": "Place",
            "name": page.receiving_agency,
            "address": page.receiving_address or (page.unit.address if page.unit else ""),
        }
        place = data["serviceLocation"]
        data["serviceLocation"] = {key: value for key, value in place.items() if value}
        if len(data["serviceLocation"]) == 1:
            del data["serviceLocation"]
        if page.unit and page.unit.telephone:
            data["servicePhone"] = {"@type": "ContactPoint", "telephone": page.unit.telephone}
    limits = [_limit(limit) for limit in channel.limits if limit["unit"]]
    if limits:
        data["processingTime"] = limits[0] if len(limits) == 1 else limits
    return {name: value for name, value in data.items() if value}


def _limit(limit):
    """Return a time limit: ISO 8601 where there is one, else in words (working days)."""
    amount = float(limit["amount"])
    code = {"hour": "PT{:g}H", "day": "P{:g}D", "month": "P{:g}M"}.get(limit["unit"])
    return code.format(amount) if code else limit.text


def _offers(channel, absolute, page):
    for fee in channel.charges:
        offer = {
            "@type": "Offer",
            "name": str(channel),
            "description": ": ".join(filter(None, [fee["case"], fee["amount"]])),
            "url": absolute(page.url),
        }
        price = _price(fee["amount"])
        if price is not None:
            offer |= {"price": price, "priceCurrency": "VND"}
        yield offer


def _price(amount):
    """Return the sum in đồng as text, or None where it depends or is not in đồng."""
    if amount == FREE:
        return "0"
    found = _SUM.match(amount)
    return found[1].replace(".", "") if found else None


def _basis(basis, absolute):
    data = {"@type": "Legislation", "name": basis.title}
    document = basis.published_document
    if document:
        data["@id"] = absolute(document.get_absolute_url())
        data["name"] = document.title
    data["legislationIdentifier"] = document.number if document else basis.number
    return {name: value for name, value in data.items() if value}
