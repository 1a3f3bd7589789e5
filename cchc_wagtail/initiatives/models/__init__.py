from .adoptions import Adoption
from .pages import Effect, InitiativeIndexPage, InitiativePage, InitiativeTag, Level, Status
from .proposals import Proposal

__all__ = [
    "Adoption",
    "Effect",
    "InitiativeIndexPage",
    "InitiativePage",
    "InitiativeTag",
    "Level",
    "Proposal",
    "Status",
]
