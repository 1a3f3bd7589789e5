from .adoptions import Adoption
from .pages import InitiativeIndexPage, InitiativePage, InitiativeTag, Level, Status
from .proposals import Proposal

__all__ = [
    "Adoption",
    "InitiativeIndexPage",
    "InitiativePage",
    "InitiativeTag",
    "Level",
    "Proposal",
    "Status",
]
