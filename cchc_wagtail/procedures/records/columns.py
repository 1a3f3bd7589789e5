"""The columns of a procedure as a record, as the national database and spreadsheets name them."""

from cchc_wagtail.imports.importer import Column

from . import national_database as national

TITLE_LENGTH = 255

#: Plain text fields: column key → model field.
TEXTS = {
    "so_quyet_dinh": "decision_number",
    "loai_thu_tuc": "category",
    "tom_tat": "summary",
    "co_quan_thuc_hien": "receiving_agency",
    "dia_chi_tiep_nhan": "receiving_address",
    "co_quan_co_tham_quyen": "competent_authority",
    "dia_chi_co_quan_co_tham_quyen": "competent_address",
    "co_quan_phoi_hop": "coordinating_agency",
    "dia_chi_co_quan_phoi_hop": "coordinating_address",
    "dich_vu_cong_truc_tuyen": "online_url",
    "quy_trinh_iso": "iso_process",
    "detail_url": "source_url",
}
LEVEL_NAMES = {field: name for name, field in national.LEVELS.items()}

COLUMNS = [
    Column(
        "ma_thu_tuc",
        "Mã thủ tục",
        example="1.001234",
        required=True,
        names=(
            "Mã",
            "Mã số",
            "Mã TTHC",
            "Mã số TTHC",
            "Mã số thủ tục",
            "Mã thủ tục hành chính",
            "Mã thủ tục TTHC",
        ),
    ),
    Column(
        "ten_thu_tuc",
        "Tên thủ tục",
        example="Cấp hộ chiếu phổ thông (ví dụ)",
        names=(
            "Tên",
            "Tên TTHC",
            "Tên thủ tục hành chính",
            "Thủ tục hành chính",
            "Tên gọi",
        ),
    ),
    Column(
        "so_quyet_dinh",
        "Số quyết định công bố",
        example="5568/QĐ-BCA",
        names=(
            "Số quyết định",
            "Quyết định công bố",
            "Số QĐ công bố",
        ),
    ),
    Column(
        "cap_thuc_hien",
        "Cấp thực hiện",
        "Cấp bộ, Cấp tỉnh, Cấp xã, Cơ quan khác",
        "Cấp tỉnh",
        names=(
            "Cấp",
            "Cấp giải quyết",
        ),
    ),
    Column("loai_thu_tuc", "Loại thủ tục", names=("Loại TTHC",)),
    Column(
        "linh_vuc",
        "Lĩnh vực",
        example="Quản lý xuất nhập cảnh",
        names=(
            "Lĩnh vực TTHC",
            "Tên lĩnh vực",
        ),
    ),
    Column(
        "doi_tuong_thuc_hien",
        "Đối tượng thực hiện",
        example="Công dân Việt Nam",
        names=("Đối tượng",),
    ),
    Column("tom_tat", "Tóm tắt"),
    Column(
        "don_vi_phu_trach",
        "Đơn vị phụ trách",
        "Tên đơn vị của Sở, như trong danh mục",
        names=(
            "Đơn vị",
            "Phòng chuyên môn",
        ),
    ),
    Column(
        "co_quan_thuc_hien",
        "Cơ quan thực hiện",
        names=(
            "Cơ quan giải quyết",
            "Cơ quan tiếp nhận",
        ),
    ),
    Column("dia_chi_tiep_nhan", "Địa chỉ tiếp nhận", names=("Địa chỉ tiếp nhận HS",)),
    Column(
        "co_quan_co_tham_quyen",
        "Cơ quan có thẩm quyền",
        names=("Cơ quan có thẩm quyền quyết định",),
    ),
    Column("dia_chi_co_quan_co_tham_quyen", "Địa chỉ cơ quan có thẩm quyền"),
    Column("co_quan_phoi_hop", "Cơ quan phối hợp"),
    Column("dia_chi_co_quan_phoi_hop", "Địa chỉ cơ quan phối hợp"),
    Column(
        "cach_thuc",
        "Cách thức thực hiện",
        "Mỗi dòng: hình thức | thời hạn | phí, lệ phí | trường hợp | mô tả",
        "Trực tiếp | 8 ngày làm việc | 200.000 đồng/lần | |\nTrực tuyến | 8 ngày làm việc | "
        "160.000 đồng/lần | |",
        names=("Cách thức",),
    ),
    Column(
        "thanh_phan_ho_so",
        "Thành phần hồ sơ",
        "Dòng “# trường hợp”, rồi mỗi dòng: giấy tờ | mẫu đơn | bản chính | bản sao | ký số",
        "Tờ khai | TK01 | 1 | 0 |",
        names=("Hồ sơ",),
    ),
    Column(
        "trinh_tu_thuc_hien",
        "Trình tự thực hiện",
        "Bước 1: …",
        "Bước 1: Chuẩn bị hồ sơ.\nBước 2: Nộp hồ sơ.",
        names=(
            "Trình tự",
            "Các bước",
        ),
    ),
    Column(
        "yeu_cau_dieu_kien",
        "Yêu cầu, điều kiện",
        names=(
            "Yêu cầu",
            "Điều kiện",
        ),
    ),
    Column(
        "ket_qua",
        "Kết quả thực hiện",
        "Mỗi dòng: kết quả | mã kết quả | thời hạn hiệu lực",
        names=(
            "Kết quả",
            "Kết quả xử lý",
            "Kết quả giải quyết",
        ),
    ),
    Column("ma_ket_qua", "Mã kết quả"),
    Column(
        "can_cu_phap_ly",
        "Căn cứ pháp lý",
        "Mỗi dòng: số, ký hiệu | trích yếu",
        "49/2019/QH14 | Luật Xuất cảnh, nhập cảnh của công dân Việt Nam",
        names=(
            "Căn cứ",
            "Cơ sở pháp lý",
        ),
    ),
    Column(
        "thu_tuc_lien_quan",
        "Thủ tục liên quan",
        "Các mã thủ tục",
        names=("Thủ tục hành chính liên quan",),
    ),
    Column(
        "dich_vu_cong_truc_tuyen",
        "Địa chỉ dịch vụ công trực tuyến",
        names=(
            "Địa chỉ nộp trực tuyến",
            "Đường dẫn nộp trực tuyến",
        ),
    ),
    Column("thanh_toan_truc_tuyen", "Thanh toán trực tuyến", "Có hoặc Không"),
    Column("quy_trinh_iso", "Quy trình ISO"),
    Column(
        "detail_url",
        "Nguồn chính thức",
        names=(
            "Nguồn",
            "Đường dẫn",
            "Link",
        ),
    ),
    Column(
        "bo_nganh",
        "Bộ, ngành",
        names=(
            "Cơ quan ban hành",
            "Cơ quan công bố",
        ),
    ),
]
LABELS = {column.key: column.label for column in COLUMNS}
FIELD_LABELS = LABELS | {field: LABELS[key] for key, field in TEXTS.items()}
#: What the national database gives beside its tables: the text from which they were made.
RAW_COLUMNS = [
    Column("cach_thuc_raw", "Cách thức thực hiện (nguyên văn)"),
    Column("can_cu_phap_ly_raw", "Căn cứ pháp lý (nguyên văn)"),
]
#: The page that a record was read from, and its address there: all of it stands in other columns.
LEFT_OUT = [Column("", "raw_text"), Column("", "formality_id")]
