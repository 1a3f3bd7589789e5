"""Bodies of the state that no longer exist, whom sources still name as taking papers."""

import datetime
from typing import NamedTuple

from cchc_wagtail.language import fold

#: Provinces and communes are the two levels of local government since that day: Luật Tổ chức
#: chính quyền địa phương 72/2025/QH15, Nghị quyết 203/2025/QH15.
TWO_LEVELS = datetime.date(2025, 7, 1)
#: Fourteen ministries since that day: Nghị quyết 176/2025/QH15.
FOURTEEN_MINISTRIES = datetime.date(2025, 3, 1)


class EndedBody(NamedTuple):
    """A body under the name that sources give it, and the first day without it."""

    name: str
    ended_on: datetime.date


ENDED = [
    EndedBody("Công an cấp huyện", TWO_LEVELS),
    EndedBody("Công an huyện", TWO_LEVELS),
    EndedBody("Ủy ban nhân dân cấp huyện", TWO_LEVELS),
    EndedBody("Ủy ban nhân dân huyện", TWO_LEVELS),
    EndedBody("Ủy ban nhân dân quận", TWO_LEVELS),
    EndedBody("Phòng Tư pháp", TWO_LEVELS),
    EndedBody("cấp huyện", TWO_LEVELS),
    EndedBody("thị trấn", TWO_LEVELS),
    EndedBody("Bộ Kế hoạch và Đầu tư", FOURTEEN_MINISTRIES),
    EndedBody("Bộ Giao thông vận tải", FOURTEEN_MINISTRIES),
    EndedBody("Bộ Tài nguyên và Môi trường", FOURTEEN_MINISTRIES),
    EndedBody("Bộ Lao động - Thương binh và Xã hội", FOURTEEN_MINISTRIES),
    EndedBody("Bộ Thông tin và Truyền thông", FOURTEEN_MINISTRIES),
]


_FOLDED = [(fold(body.name), body) for body in ENDED]


def ended_bodies_in(text):
    """Return the ``EndedBody`` that ``text`` names, each once, in any case and with or without
    marks; of two names in one place the longer one.
    """
    rest, found = fold(text), []
    for name, body in _FOLDED:
        if name in rest:
            found.append(body)
            rest = rest.replace(name, " ")
    return found
