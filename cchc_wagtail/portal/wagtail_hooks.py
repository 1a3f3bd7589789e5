from wagtail import hooks

from cchc_wagtail.editorial.problems import HOOK as PROBLEMS_HOOK

from .taken import taken_addresses

hooks.register(PROBLEMS_HOOK, taken_addresses)
