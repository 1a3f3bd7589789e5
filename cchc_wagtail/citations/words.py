"""The words by which a text announces a legal document."""

#: Type word, folded → type in words. Longer ones first where one ends like another.
TYPE_WORDS = {
    "thong tu lien tich": "Thông tư liên tịch",
    "thong tu lien bo": "Thông tư liên bộ",
    "thong tu lien nganh": "Thông tư liên ngành",
    "nghi quyet lien tich": "Nghị quyết liên tịch",
    "van ban hop nhat": "Văn bản hợp nhất",
    "bo luat": "Bộ luật",
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

#: What stands before the number of something that is not a legal document.
OTHER_THINGS = (
    "mau", "mau bieu", "bieu", "bieu mau", "phu luc", "phieu", "to khai", "hop dong", "ho so",
    "ma so", "ma", "dien thoai", "dt", "sdt", "tel", "fax", "bien so", "bien kiem soat",
    "tai khoan", "hoa don", "bien lai", "giay phep", "chung chi", "giay chung nhan", "bang",
    "tieu chuan", "tcvn", "qcvn", "tccs", "quy chuan", "lo", "thua", "duong", "ngo", "ngach",
    "hem", "kiet", "nha", "ban an", "so hieu", "cmnd", "cccd", "ho chieu", "phu luc hop dong",
    "don", "bieu so", "danh muc",
)  # fmt: skip
