"""Where Wagtail has no seam, something of it is replaced in place: here, and nowhere else.

Why each of them stands in ``docs/reference/wagtail-internals.md``.
"""

from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

#: Target → what stood there.
REPLACED = {}


def replace(target, make):
    """Put ``make(original)`` in the place of ``target``, such as ``"module:Class.method"``.

    The dots after the colon lead through attributes, and through the keys of a dict.

    Raises:
        ImproperlyConfigured: nothing is there in this version.
    """
    module, _, path = target.partition(":")
    *way, name = path.split(".")
    try:
        owner = import_module(module)
        for part in way:
            owner = owner[part] if isinstance(owner, dict) else getattr(owner, part)
        original = getattr(owner, name)
    except (ImportError, AttributeError, KeyError) as error:
        raise ImproperlyConfigured(
            f"cchc_wagtail replaces {target}, which is not there: this version of Wagtail or "
            "Django is not supported."
        ) from error
    setattr(owner, name, make(original))
    REPLACED[target] = original
