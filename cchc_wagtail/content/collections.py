"""Where the files of a draft are kept."""

from wagtail.models import Collection

from cchc_wagtail.organisation.models import Unit


def collection_for(content, user):
    """Return the collection of a unit, so that a file is private as the draft of ``content`` is.

    That of ``user``, who may be None, else that of the unit in charge, else that of the Office.
    """
    units = Unit.objects.exclude(collection=None).select_related("collection")
    own = units.of_user(user).first() if user is not None else None
    office = units.filter(kind=Unit.Kind.OFFICE)
    unit = own or units.filter(pk=content.unit_id).first() or office.first()
    return unit.collection if unit else Collection.get_first_root_node()
