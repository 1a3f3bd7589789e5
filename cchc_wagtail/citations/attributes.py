"""The date and the issuer that follow a number."""

import datetime
import re
from typing import NamedTuple

_DATE = re.compile(
    r"[\s,]{0,3}\(?\s?(?:ban hành\s)?[Nn](?:gày|GÀY|gay)\s{0,3}([0-9]{1,2})"
    r"(?:\s?([-/.])\s?([0-9]{1,2})\s?\2\s?|\s{0,2}th[áa]ng\s{0,2}([0-9]{1,2})\s{0,2}n[ăa]m\s{0,2})"
    r"([0-9]{4})"
)
_BARE_DATE = re.compile(r"\s?[,(]\s?([0-9]{1,2})(/)([0-9]{1,2})/()([0-9]{4})(?![0-9/])")
_OF = re.compile(r"[\s,)]{0,3}c(?:ủ|u)a\s{1,2}")
_CAPITAL = "A-ZĂÂĐÊÔƠƯÀÁẢÃẠẰẮẲẴẶẦẤẨẪẬÈÉẺẼẸỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢÙÚỦŨỤỪỨỬỮỰỲÝỶỸỴ"
_WITH_COMMA = (
    "Bộ Văn hóa, Thể thao và Du lịch|Bộ Văn hoá, Thể thao và Du lịch"
    "|Bộ Lao động, Thương binh và Xã hội|Bộ Giáo dục, Đào tạo"
)
# An issuer begins with one of these, and ends before the words that say what the act does.
_ISSUER = re.compile(
    rf"(?:(?:Liên\s)?(?:Bộ trưởng\s|Chủ nhiệm\s|Thống đốc\s|Tổng [Gg]iám đốc\s|Chủ tịch\s"
    rf"|Chánh án\s|Viện trưởng\s|Tổng cục trưởng\s|Cục trưởng\s|Giám đốc\s|Tổng Kiểm toán\s"
    rf"|Hội đồng Thẩm phán\s)?)"
    rf"(?:{_WITH_COMMA}"
    rf"|Thủ tướng(?: Chính phủ)?|Chính phủ|Quốc hội|Chủ tịch nước|Bộ Chính trị|Ban Bí thư"
    rf"|(?:[Uu][ỷỶ]|[Uu]̉y|[UỦ]y|[UỦỷ]ỷ|UBND|HĐND|[{_CAPITAL}])[^\s,;.:()\"“”/0-9]*"
    rf"(?:\s(?!(?:về|v/v|quy|hướng|sửa|ban hành|bãi|phê|thi|đã|được|và (?!Đ|X|P|M|T|C)|có|tại"
    rf"|để|nhằm|trong|công|giao|ngày|số|do|từ|đối|khi|thì|là|năm|như|theo|của|bổ|thay|đính|thực"
    rf"|triển khai|kèm|đến|cùng|tăng|chấn|đẩy|trên)\b)"
    rf"[^\s,;.:()\"“”/0-9]+){{0,12}})"
)


_GLUED = re.compile(r"(?<=[a-zà-ỹ])(?=[A-ZĐ])")
_JOINT_ISSUER = re.compile(
    r"\s?,\s{1,2}(?=Bộ\s|Tòa án|Toà án|Viện kiểm sát|Viện Kiểm sát|Ngân hàng|Thanh tra|[UỦ]y ban)"
)


class Attributes(NamedTuple):
    """The date and the issuer (as written) after a number, and where both end."""

    date: datetime.date | None
    issuer: str | None
    end: int


def read_date(text: str, position: int) -> tuple[datetime.date | None, int]:
    """Return the date directly at ``position`` and where it ends; (None, position) for none."""
    match = _DATE.match(text, position) or _BARE_DATE.match(text, position)
    if match is None:
        return None, position
    day, _, month, month_in_words, year = match.groups()
    try:
        return datetime.date(int(year), int(month or month_in_words), int(day)), match.end()
    except ValueError:
        return None, match.end()


#: The characters that can stand between a number and its attributes.
MAY_PRECEDE = frozenset(" ,()\nnN")


def read_attributes(text: str, position: int) -> Attributes:
    """Return date and issuer that stand directly at ``position``, where a number ends."""
    date, end = read_date(text, position)
    of = _OF.match(text, end)
    issuer = _ISSUER.match(text, of.end()) if of else None
    if of is None or issuer is None:
        return Attributes(date, None, end)
    glued = _GLUED.search(issuer[0])
    end = issuer.start() + glued.start() if glued else issuer.end()
    while not glued and (joint := _JOINT_ISSUER.match(text, end)):
        another = _ISSUER.match(text, joint.end())
        if another is None:
            break
        end = another.end()
    return Attributes(date, " ".join(text[of.end() : end].split()), end)
