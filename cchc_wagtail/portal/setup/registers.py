from cchc_wagtail.organisation.models import Audience, ReformField, ThematicArea, Unit
from cchc_wagtail.registry.models import DocumentType, Issuer
from cchc_wagtail.search.models import Synonym

from . import read


def fill(model, rows):
    """Create the rows of a register that are not there yet, by slug; return how many."""
    known = set(model.objects.values_list("slug", flat=True))
    names = set(model.objects.values_list("name", flat=True))
    new = [
        model(sort_order=order, **row)
        for order, row in enumerate(rows, start=1)
        if row["slug"] not in known and row["name"] not in names
    ]
    model.objects.bulk_create(new)
    return len(new)


def fill_registers():
    """Fill the registers that every department shares; return how many rows are new."""
    organisation, registry = read("organisation.json"), read("registry.json")
    return (
        fill(Unit, organisation["units"])
        + fill(ReformField, organisation["reform_fields"])
        + fill(Audience, organisation["audiences"])
        + fill(ThematicArea, organisation["thematic_areas"])
        + fill(DocumentType, registry["document_types"])
        + fill(Issuer, registry["issuers"])
        + fill_synonyms()
    )


def fill_synonyms():
    """Fill the register of synonyms while it is empty: one that was deleted stays away."""
    if Synonym.objects.exists():
        return 0
    synonyms = [Synonym(**row) for row in read("synonyms.json")]
    for synonym in synonyms:
        synonym.fold()
    return len(Synonym.objects.bulk_create(synonyms))
