from cchc_wagtail.organisation.models import Audience, ReformField, ThematicArea, Unit
from cchc_wagtail.registry.models import DocumentType, Issuer
from cchc_wagtail.search.models import ShippedSynonym, Synonym

from . import read, read_tables


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
    """Add the synonyms of this release that none before has added; return how many rows are new.

    One that an editor deleted or changed stays as it is.
    """
    given = {}
    for row in read_tables("synonyms"):
        pair = Synonym(words=row["words"], meaning=row["meaning"], both_ways=bool(row["both_ways"]))
        pair.fold()
        given[pair.folded_words, pair.folded_meaning] = pair
    names = ("folded_words", "folded_meaning")
    shipped = set(ShippedSynonym.objects.values_list(*names))
    there = set(Synonym.objects.values_list(*names))
    new = {key: pair for key, pair in given.items() if key not in shipped}
    ShippedSynonym.objects.bulk_create(
        ShippedSynonym(folded_words=words, folded_meaning=meaning) for words, meaning in new
    )
    return len(Synonym.objects.bulk_create(new[key] for key in new if key not in there))
