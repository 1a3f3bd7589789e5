"""Whether a query asks for law: “luat cu tru”, “khoan 2 dieu 5”, “quy dinh ve qua tang”."""

import re

from .query import Query

_LAW = re.compile(
    r"(?<!\S)(?:luat(?! su)|bo luat|hien phap|phap (?:lenh|luat|ly|quy)|nghi (?:dinh|quyet)"
    r"|thong tu|quyet dinh|chi thi|cong van|van ban|quy (?:dinh|che)|dieu \d+[a-z]?|khoan \d+"
    r"|nd|qd|tt|nq)(?!\S)"
)
_ARTICLE = re.compile(r"(?<!\S)dieu (\d+[a-z]?)(?!\S)")


def asks_for_law(query: Query) -> bool:
    """Tell whether ``query`` names a kind of legal document, or a part of one."""
    return bool(_LAW.search(" ".join(query.syllables)))


def article_named(query: Query) -> str:
    """Return the anchor of the article that ``query`` names (“dieu 5” → ``dieu-5``), or ``""``."""
    match = _ARTICLE.search(" ".join(query.syllables))
    return f"dieu-{match[1]}" if match else ""
