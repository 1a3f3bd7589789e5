from django.apps import apps
from django.core.checks import Error

from cchc_wagtail.conf import get_setting


def check_citing_models(app_configs, **kwargs):
    """Name every entry of the setting ``CITING_MODELS`` that is no model (E004)."""
    errors = []
    for name in get_setting("CITING_MODELS"):
        try:
            apps.get_model(name)
        except (LookupError, ValueError):
            errors.append(
                Error(
                    f"CCHC_WAGTAIL['CITING_MODELS']: there is no model {name!r}.",
                    hint="Write it as 'app_label.Model'.",
                    id="cchc_wagtail.E004",
                )
            )
    return errors
