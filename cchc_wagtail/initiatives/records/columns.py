"""The columns in which units hand in their initiatives."""

from cchc_wagtail.imports.importer import Column

from ..models import Level, Status

COLUMNS = [
    Column("nam", "Năm", "Năm của sáng kiến", "2024", True, ("Năm thực hiện", "year")),
    Column(
        "ten_sang_kien",
        "Tên sáng kiến, mô hình",
        example="Nhắc lịch trả kết quả qua tin nhắn",
        required=True,
        names=("Tên sáng kiến", "Tên mô hình", "Tên giải pháp", "Tên", "title"),
    ),
    Column(
        "tac_gia",
        "Tác giả",
        "Đơn vị, hoặc tác giả theo chức danh hay nhóm",
        "Nhóm cán bộ một cửa",
        names=("Tác giả, nhóm tác giả", "Người thực hiện", "authors", "who"),
    ),
    Column(
        "don_vi",
        "Đơn vị",
        "Tên hoặc tên viết tắt trong danh mục đơn vị",
        names=("Đơn vị thực hiện", "Đơn vị phụ trách", "unit"),
    ),
    Column("tom_tat", "Tóm tắt", "Để trống thì lấy những câu đầu của cách làm", names=("summary",)),
    Column(
        "van_de",
        "Vấn đề cần giải quyết",
        example="Người dân phải gọi hỏi nhiều lần.",
        names=("Vấn đề", "Sự cần thiết", "Thực trạng", "problem"),
    ),
    Column(
        "cach_lam",
        "Cách làm",
        example="Hệ thống tự nhắn tin khi hồ sơ xong.",
        names=("Giải pháp", "Nội dung thực hiện", "Nội dung sáng kiến", "solution"),
    ),
    Column(
        "hieu_qua",
        "Hiệu quả đo được",
        "Mỗi dòng một chỉ tiêu; các cột sau theo đúng thứ tự dòng",
        "Thời gian trả kết quả",
        names=("Chỉ tiêu", "Hiệu quả", "effect", "measure"),
    ),
    Column("truoc", "Trước khi áp dụng", example="10", names=("Trước", "before")),
    Column("sau", "Sau khi áp dụng", example="4", names=("Sau", "after")),
    Column("don_vi_tinh", "Đơn vị tính", "Một dòng dùng cho mọi chỉ tiêu", "ngày", names=("ĐVT",)),
    Column("nguon_so_lieu", "Nguồn số liệu", "Một dòng dùng cho mọi chỉ tiêu"),
    Column(
        "noi_ap_dung",
        "Có thể áp dụng ở",
        names=("Khả năng nhân rộng", "Phạm vi áp dụng", "Nơi có thể áp dụng", "reusable_at"),
    ),
    Column("linh_vuc_cai_cach", "Lĩnh vực cải cách", "Tên trong danh mục lĩnh vực cải cách"),
    Column(
        "tinh_trang",
        "Tình trạng",
        "Ý tưởng, Thử nghiệm, Được công nhận hoặc Nhân rộng",
        "Thử nghiệm",
        names=("Trạng thái", "status"),
    ),
    Column("ngay_ap_dung", "Ngày áp dụng lần đầu", example="01/3/2024", names=("Ngày áp dụng",)),
    Column(
        "so_quyet_dinh",
        "Số quyết định công nhận",
        names=("Quyết định công nhận", "Số quyết định", "Quyết định", "decision"),
    ),
    Column("ngay_quyet_dinh", "Ngày quyết định", names=("Ngày ký quyết định", "decided_on")),
    Column(
        "cap_cong_nhan",
        "Cấp công nhận",
        "Cấp cơ sở, Cấp tỉnh hoặc Toàn quốc",
        names=("Cấp", "level"),
    ),
    Column("", "STT", names=("TT", "Số thứ tự")),
]
LABELS = {column.key: column.label for column in COLUMNS if column.key}
#: Field → what an editor calls it: those of a record, and those of the page that a form refuses.
FIELD_LABELS = LABELS | {
    "title": LABELS["ten_sang_kien"],
    "year": LABELS["nam"],
    "authors": LABELS["tac_gia"],
    "summary": LABELS["tom_tat"],
    "status": LABELS["tinh_trang"],
    "applied_on": LABELS["ngay_ap_dung"],
    "decision_number": LABELS["so_quyet_dinh"],
    "decided_on": LABELS["ngay_quyet_dinh"],
    "slug": LABELS["ten_sang_kien"],
}
#: Column → part of a measured effect, and how many characters it has at most.
EFFECT = {
    "hieu_qua": ("measure", 200),
    "truoc": ("before", 60),
    "sau": ("after", 60),
    "don_vi_tinh": ("unit", 40),
    "nguon_so_lieu": ("source", 255),
}
#: Those of them in which one line counts for all measures.
FOR_ALL = {"don_vi_tinh", "nguon_so_lieu"}
#: What files say, folded → what is kept; the words of the choices themselves are known too.
STATUSES = {
    "y-tuong": Status.IDEA,
    "thu-nghiem": Status.TRIAL,
    "ap-dung-thu": Status.TRIAL,
    "duoc-cong-nhan": Status.RECOGNISED,
    "da-cong-nhan": Status.RECOGNISED,
    "da-duoc-cong-nhan": Status.RECOGNISED,
    "nhan-rong": Status.SPREAD,
    "da-nhan-rong": Status.SPREAD,
}
LEVELS = {
    "cap-co-so": Level.BASE,
    "co-so": Level.BASE,
    "cap-tinh": Level.PROVINCE,
    "tinh": Level.PROVINCE,
    "toan-quoc": Level.NATION,
    "ca-nuoc": Level.NATION,
}
#: What is written back: the first that means it.
NAMES = {
    Status.IDEA: "Ý tưởng",
    Status.TRIAL: "Thử nghiệm",
    Status.RECOGNISED: "Được công nhận",
    Status.SPREAD: "Nhân rộng",
    Level.BASE: "Cấp cơ sở",
    Level.PROVINCE: "Cấp tỉnh",
    Level.NATION: "Toàn quốc",
}
