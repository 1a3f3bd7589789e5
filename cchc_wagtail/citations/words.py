"""The words by which a text announces a legal document."""

from functools import cache

from cchc_wagtail.language import fold, has_marks

#: Type word, folded → type in words. Longer ones first where one ends like another.
TYPE_WORDS = {
    "thong tu lien tich": "Thông tư liên tịch",
    "thong tu lien bo": "Thông tư liên bộ",
    "thong tu lien nganh": "Thông tư liên ngành",
    "nghi quyet lien tich": "Nghị quyết liên tịch",
    "van ban hop nhat": "Văn bản hợp nhất",
    "bo luat": "Bộ luật",
    "thong bao ket luan": "Thông báo",
    "ket luan thanh tra": "Kết luận",
    "huong dan lien nganh": "Hướng dẫn liên ngành",
    "to trinh lien nganh": "Tờ trình liên ngành",
    "quy che phoi hop": "Quy chế phối hợp",
    "ke hoach phoi hop": "Kế hoạch phối hợp",
    "ke hoach lien tich": "Kế hoạch liên tịch",
    "chuong trinh phoi hop": "Chương trình phối hợp",
    "chuong trinh hanh dong": "Chương trình",
    "bao cao tham dinh": "Báo cáo thẩm định",
    "luat": "Luật",
    "phap lenh": "Pháp lệnh",
    "sac lenh": "Sắc lệnh",
    "sac luat": "Sắc luật",
    "lenh": "Lệnh",
    "nghi dinh": "Nghị định",
    "nghi quyet": "Nghị quyết",
    "quyet dinh": "Quyết định",
    "quy dinh": "Quy định",
    "quy che": "Quy chế",
    "thong tu": "Thông tư",
    "thong bao": "Thông báo",
    "thong tri": "Thông tri",
    "chi thi": "Chỉ thị",
    "ke hoach": "Kế hoạch",
    "ket luan": "Kết luận",
    "cong van": "Công văn",
    "cong dien": "Công điện",
    "to trinh": "Tờ trình",
    "bao cao": "Báo cáo",
    "huong dan": "Hướng dẫn",
    "chuong trinh": "Chương trình",
    "de an": "Đề án",
    "phuong an": "Phương án",
    "an le": "Án lệ",
    "van ban": "Văn bản",
    "thong cao": "Thông cáo",
}

#: Abbreviated type words, which count in capitals only.
ABBREVIATED_TYPE_WORDS = {
    "nd": "Nghị định",
    "qd": "Quyết định",
    "nq": "Nghị quyết",
    "tt": "Thông tư",
    "ttlt": "Thông tư liên tịch",
    "ct": "Chỉ thị",
    "cv": "Công văn",
}

#: Types that a text calls "… này" when it means itself.
SELF_TYPES = frozenset(
    {
        "Bộ luật",
        "Chỉ thị",
        "Kế hoạch",
        "Luật",
        "Lệnh",
        "Nghị quyết",
        "Nghị quyết liên tịch",
        "Nghị định",
        "Pháp lệnh",
        "Quy chế",
        "Quyết định",
        "Thông tư",
        "Thông tư liên bộ",
        "Thông tư liên ngành",
        "Thông tư liên tịch",
        "Văn bản hợp nhất",
    }
)

#: Words before a number that show that it is not the number of a legal document. They are compared
#: with their marks where the text has marks: "thẻ số" names a card, "thay thế số" a document.
OTHER_THINGS = (
    "mẫu", "mẫu biểu", "biểu", "biểu mẫu", "phụ lục", "phiếu", "tờ khai", "hợp đồng", "hồ sơ",
    "mã số", "mã", "điện thoại", "đt", "sđt", "tel", "fax", "biển số", "biển kiểm soát",
    "tài khoản", "hóa đơn", "hoá đơn", "biên lai", "bảng", "bằng", "tiêu chuẩn", "tcvn", "qcvn",
    "tccs", "quy chuẩn", "lô", "thửa", "đường", "ngõ", "ngách", "hẻm", "kiệt", "nhà", "bản án",
    "số hiệu", "cmnd", "cccd", "đơn", "biểu số", "danh mục", "đăng ký", "đăng kí",
)  # fmt: skip

#: The same, with the words that say what it allows or certifies: "giấy phép xây dựng số".
CERTIFICATES = ("giấy phép", "chứng chỉ", "giấy chứng nhận", "giấy xác nhận", "thẻ", "hộ chiếu")

#: First halves of words that end with luật or lệnh: pháp luật, kỷ luật, mệnh lệnh; not "ký luật".
FIRST_HALVES = ("pháp ", "kỷ ", "kỉ ", "quy ", "mệnh ")


def ends_with(text: str, words: tuple[str, ...]) -> bool:
    """Tell whether ``text`` ends with one of ``words``, compared with marks where it has marks."""
    written = text.lower()
    if has_marks(written):
        return written.endswith(words)
    return fold(written).endswith(_folded(words))


@cache
def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(fold, words))
