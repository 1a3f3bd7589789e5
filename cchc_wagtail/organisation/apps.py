from django.utils.translation import gettext_lazy as _

from cchc_wagtail.apps import RoomConfig, installed_rooms


class OrganisationConfig(RoomConfig):
    default = True
    name = "cchc_wagtail.organisation"
    label = "cchc_organisation"
    verbose_name = _("Organisation")

    def ready(self):
        super().ready()
        from .clean_texts import clean_texts_of

        clean_texts_of(model for room in installed_rooms() for model in room.get_models())
