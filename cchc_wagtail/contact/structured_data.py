"""A unit as data for machines: schema.org's GovernmentOffice."""

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def government_office(page, absolute):
    """Return the JSON-LD of a contact page; ``absolute`` turns a path into a full address."""
    data = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "@id": absolute(page.permalink),
        "url": absolute(page.url),
        "name": page.title,
        "telephone": page.unit.telephone,
        "email": page.unit.email,
        "address": page.unit.address,
        "hasMap": page.map_url,
        "openingHoursSpecification": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": [
                    f"https://schema.org/{day}" for day in DAYS[row.first_day - 1 : row.last_day]
                ],
                "opens": f"{row.opens:%H:%M}",
                "closes": f"{row.closes:%H:%M}",
            }
            for row in page.hours
        ],
    }
    return {name: value for name, value in data.items() if value}
