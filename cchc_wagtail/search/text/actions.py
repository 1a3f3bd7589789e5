"""Actions: how people say what happened to a thing, and how the procedures for it are called.

The official words are those of the titles in the national database of procedures: of 2,642 titles
of seven ministries 364 have “cấp lại”, “cấp đổi”, “gia hạn” or “cấp bản sao”.
"""

import re
from collections.abc import Collection
from functools import cache
from typing import NamedTuple

from cchc_wagtail.language import fold, normalise, with_y

from .cues import Cue, agrees


class Action(NamedTuple):
    """An action: the words of people, and the words of which a title about it has one.

    What stands after ``~`` counts only when typed with its marks: without them it is a common word
    of another meaning (hư, hử). After ``^`` a title has to begin with it. What is ``official``
    stays something to be found. A thing for the ``first`` time is meant only where nothing else
    has happened to it; a word of one syllable says so only where the query begins.
    """

    spoken: str
    titles: str
    official: bool = False
    first: bool = False


ACTIONS = [
    Action(
        "mất; bị mất; làm mất; đánh mất; để mất; lỡ mất; rớt mất; rơi mất; mất tiêu; mất luôn; "
        "mất rồi; mất cắp; bị mất cắp; mất trộm; làm rơi; đánh rơi; bị rơi; làm rớt; bị rớt; "
        "bị cướp; bị giật; bị trộm; bị lấy cắp; bị móc túi; thất lạc; bị thất lạc; làm thất lạc; "
        "bị cháy; ~rớt; ~rơi; lost",
        "cấp lại; đăng ký lại; trình báo mất; báo mất; thông báo mất; cấp bản sao; bị mất",
    ),
    Action(
        "bị rách; rách nát; rách trang; bị hỏng; hư hỏng; bị hư; bị hư hỏng; hư rồi; bị mờ; "
        "mờ chữ; bị nhòe; nhòe chữ; hư nhòe; bị phai; bị gãy; bị ướt; bị bong; bong tróc; "
        "bị nát; bị mục; ~rách; ~hỏng; ~hư; ~mờ; ~nhòe; ~gãy; damaged",
        "cấp đổi; cấp lại; ^đổi; hư hỏng; bị hỏng",
    ),
    Action(
        "ghi sai; bị sai; in sai; viết sai; ghi nhầm; bị nhầm; in nhầm; ghi lộn; sai tên; sai họ; "
        "sai ngày; sai năm; sai số; sai địa chỉ; sai thông tin; sai sót; sai diện tích; ~sai; "
        "~nhầm; sửa lại; chỉnh sửa; chỉnh lại; sửa thông tin; sửa tên; ~sửa",
        "đính chính; cải chính; hiệu đính; sửa đổi; sửa lỗi; sai sót; điều chỉnh; cấp đổi",
    ),
    Action(
        "hết hạn; bị hết hạn; đã hết hạn; sắp hết hạn; gần hết hạn; quá hạn; bị quá hạn; tới hạn; "
        "đến hạn; hết thời hạn; hết hiệu lực; expired; renew; renewal; extend; extension",
        "gia hạn; cấp đổi; cấp lại; ^đổi; hết hạn",
    ),
    Action(
        "chuyển chỗ; dời chỗ; đổi chỗ; dời trụ sở; chuyển trụ sở; đổi trụ sở; chuyển địa điểm; "
        "đổi địa điểm; dời địa điểm; chuyển địa chỉ; đổi địa chỉ; chuyển qua chỗ khác; "
        "dời qua chỗ khác; qua chỗ khác",
        "thay đổi địa chỉ; thay đổi địa điểm; thay đổi tên, địa chỉ; thay đổi tên, địa điểm; "
        "thay đổi trụ sở; thay đổi nội dung đăng ký; thay đổi thông tin",
    ),
    Action(
        "dẹp tiệm; dẹp quán; đóng cửa; đóng tiệm; đóng quán; nghỉ bán; nghỉ luôn; "
        "nghỉ kinh doanh; không làm nữa; không bán nữa; không kinh doanh nữa; "
        "không hoạt động nữa; thôi không làm nữa; ngưng hoạt động; ngừng hẳn; giải tán; hết làm; "
        "thôi hành nghề; trả giấy phép; ~dẹp",
        "chấm dứt; giải thể; trả lại; đóng cửa",
    ),
    Action(
        "tạm nghỉ; tạm đóng cửa; nghỉ một thời gian; nghỉ vài tháng; tạm dừng; tạm ngưng",
        "tạm ngừng; tạm dừng",
    ),
    Action("cấp lại; làm lại; xin lại; xin cấp lại", "cấp lại; cấp đổi; đăng ký lại", True),
    Action("cấp đổi; xin đổi; ~đổi", "cấp đổi; ^đổi; cấp lại", True),
    Action("gia hạn; xin gia hạn", "gia hạn; cấp đổi; cấp lại", True),
    Action("đính chính; cải chính; hiệu đính", "đính chính; cải chính; hiệu đính", True),
    Action("chấm dứt; giải thể", "chấm dứt; giải thể", True),
    Action("tạm ngừng", "tạm ngừng", True),
    Action(
        "làm; làm mới; xin; xin cấp; mở; lập; thành lập; cấp; cấp mới; lần đầu; muốn làm; "
        "muốn mở; cần làm; apply; apply for",
        "^cấp; ^đăng ký; ^thành lập",
        first=True,
    ),
]
# These hold an action's syllables and are none: another word, a cost or a time, a death.
OTHERS = (
    "mất bao lâu; mất bao nhiêu; mất mấy; mất tiền; mất phí; mất công; mất thời gian; mất nhiêu; "
    "mất bn; mất khoảng; hết bao; hết mấy; hết tiền; mất tích; mất sức; mất việc; mất khả năng; "
    "mất năng lực; mất tính năng; người mất; người đã mất; vừa mất; mới mất; bí mật nhà nước; "
    "bí mật kinh doanh; bề mặt; mặt bằng sản xuất; mặt bằng kinh doanh; mặt nước; mặt hàng; "
    "mật mã; tiền mặt; có mặt; vắng mặt; mặt đất; mật ong; phòng cháy; chữa cháy; sài gòn; "
    "sai phạm; qua hàn quốc; sửa chữa; lâm nghiệp; lâm sản; làm việc; làm ăn; làm nông; việc làm; "
    "làm công; làm thuê; làm chủ; lâm đồng; cấp tỉnh; cấp xã; cấp trung ương; cấp huyện; cấp bộ; "
    "trợ cấp; cung cấp; cấp dưỡng; sơ cấp; cao cấp; trung cấp; trao đổi; thay đổi; chuyển đổi; "
    "sửa đổi; biến đổi; đổi tiền; đổi mới"
)
# A title with one of these after the word is not about the first time.
_AGAIN = ("lại", "đổi", "bản sao")


class _Row(NamedTuple):
    """A run of words that is an action; one that only looks like it has no ``fit``."""

    words: tuple
    fit: object = None
    is_aside: bool = False
    is_first: bool = False
    needs_marks: bool = False


def find_actions(
    syllables: tuple[str, ...],
    words: tuple[str, ...],
    others: Collection[tuple[str, ...]] = (),
) -> list[Cue]:
    """Return the ``Cue``s of what happened to the thing, or that it is wanted for the first time.

    ``syllables`` are folded, ``words`` the same as typed, in lower case. Runs of ``others``
    (folded, such as the frames of questions) hold no action. The longest run counts.
    """
    found, start, begins = [], 0, True
    while start < len(syllables):
        length, row = _longest_at(syllables, words, start, others)
        if row is not None and row.fit and (begins or length > 1 or not row.is_first):
            found.append((Cue(start, start + length, row.fit, row.is_aside), row.is_first))
        begins = begins and syllables[start : start + length] in others
        start += length
    happened = [cue for cue, is_first in found if not is_first]
    return happened or [cue for cue, _ in found]


def _longest_at(syllables, words, start, others):
    for length in range(min(_longest(), len(syllables) - start), 0, -1):
        run = syllables[start : start + length]
        row = _table().get(run)
        if row is not None and _counts(words[start : start + length], row):
            return length, row
        if run in others:
            return length, None
    return 1, None


def _counts(typed, row):
    return typed == row.words if row.needs_marks else agrees(typed, row.words)


@cache
def _table():
    """Return folded syllables → ``_Row``."""
    rows = [_Row(_written(phrase)) for phrase in OTHERS.split("; ")]
    for action in ACTIONS:
        fit = _titles_with(action.titles, _AGAIN if action.first else ())
        rows += [
            _Row(_written(one), fit, not action.official, action.first, one.startswith("~"))
            for one in action.spoken.split("; ")
        ]
    return {tuple(fold(word) for word in row.words): row for row in rows}


@cache
def _longest():
    return max(map(len, _table()))


def _written(phrase):
    return tuple(with_y(normalise(phrase).removeprefix("~")).split())


def _titles_with(official, but_not):
    phrases = [fold(one).replace(",", "") for one in official.split("; ")]
    either = "|".join(
        one.replace("^", "^(?: thu tuc)? ") if "^" in one else f" {one}" for one in phrases
    )
    unless = f"(?!(?:{'|'.join(map(fold, but_not))}) )" if but_not else ""
    pattern = re.compile(f"(?:{either}) {unless}")
    return lambda title: int(pattern.search(title) is not None)
