"""How people ask for a fact: the words, one table a fact.

They are regular expressions over words with their marks; a word that is typed without marks fits
too. “…” stands for up to five words between.
"""

FEE, TIME, PLACE, PAPERS = "fee", "time", "place", "papers"
ONLINE, WHO, RESULT, CONTACT = "online", "who", "result", "contact"
#: For how long the result is valid, and when the office is open: told apart, but of a kind.
VALIDITY, HOURS = "validity", "hours"
KIND_OF = {VALIDITY: RESULT, HOURS: CONTACT}
KINDS = (FEE, TIME, PLACE, PAPERS, ONLINE, WHO, RESULT, CONTACT)

# Parts of the expressions below.
_NOT = "(?:không|ko|k|hông|hong|hok|khum|chưa)"
_GET = "(?:được|đc|dc)"
_MANY = "(?:bao nhiêu|bao nhiu|nhiêu|bnhieu|bnhiu|bn)"
_PERIOD = "(?:ngày|hôm|bữa|tuần|tháng|tiếng|giờ|phút|buổi|năm)"
_SPAN = f"(?:bao lâu|mấy {_PERIOD}|{_MANY} {_PERIOD}|{_MANY} (?:lâu|thời gian))"
_PAY = "(?:hết|mất|tốn|giá|phí|lệ phí|chi phí|đóng|nộp|trả|thu|tốn phí|mất phí|phí hết|phí mất)"
_DO = "(?:làm|cấp|xin|đổi|gia hạn|đăng ký|chứng thực|nộp|khai|lấy|báo|trình báo)"
_WHICH = "(?:gì|nào|j|những gì|những giấy tờ gì|những giấy tờ nào)"
# The name of a body begins with one of these.
_OFFICE = (
    "(?:sở|phòng|văn phòng|ban|bộ phận|trung tâm|cơ quan|ủy ban|ubnd|thanh tra|một cửa|công an)"
)
_MAIL = "(?:email|e mail|gmail|mail|thư điện tử|hộp thư|fax|zalo)"
_OPEN = "(?:mở cửa|đóng cửa|làm việc|bắt đầu làm việc|nghỉ|nhận hồ sơ|tiếp nhận hồ sơ|tan|tan làm)"
_BODY = "(?:đâu|chỗ nào|nơi nào|chổ nào|cơ quan nào|phòng nào|sở nào|ủy ban nào|công an nào)"

QUESTIONS = {
    FEE: [
        f"(?:{_PAY} )?(?:là )?{_MANY} (?:tiền|phí|lệ phí|đồng|xiền|vnđ)",
        f"{_PAY} (?:là |khoảng |tầm |hết |mất )?{_MANY}"
        f"(?! {_PERIOD}| lâu| thời gian| giấy| bản| bộ)",
        f"(?:lệ phí|phí|chi phí|tiền phí|tiền lệ phí|mức phí|mức thu|mức lệ phí) … (?:là )?{_MANY}"
        f"(?! {_PERIOD}| lâu| thời gian)",
        "(?:hết|mất|tốn) (?:mấy|nhiều) (?:tiền|đồng)",
        "bao tiền",
        "mấy tiền",
        f"(?:có )?(?:mất|tốn|phải nộp|phải đóng|phải trả|nộp|đóng|thu|cần nộp|cần đóng|bị thu) "
        f"(?:thêm )?(?:tiền|phí|lệ phí|phí và lệ phí|phí lệ phí|phí gì|tiền gì|kém)"
        f"(?: gì)? … {_NOT}",
        "có (?:mất|tốn|thu|phải nộp|phải đóng) (?:phí|tiền|lệ phí)",
        f"có (?:phí|lệ phí) … {_NOT}",
        f"(?:có|{_GET}) miễn phí … {_NOT}",
        "(?:lệ phí|phí|mức phí|chi phí) (?:như thế nào|thế nào|ra sao|sao)",
        "how much(?: does it cost| is it| is| does)?",
        "what (?:is|are) the (?:fee|fees|cost|costs|price)",
    ],
    TIME: [
        f"(?:(?:hết|mất|tốn|chờ|đợi|trong|trong vòng|khoảng|sau|thời gian|thời hạn) )?{_SPAN}"
        "(?: (?:thì|là|mới|sẽ)){0,2}(?: (?:có kết quả|có|xong|giải quyết xong|nhận được|lấy được|"
        "được cấp|được nhận|được))?",
        "(?:khi nào|bao giờ|chừng nào|hôm nào|ngày nào) (?:thì )?(?:mới )?"
        "(?:có(?! hiệu| thể| quyền| giá)|xong|nhận|lấy|trả|được (?:nhận|lấy|cấp|trả|kết quả))",
        "(?:khi nào|bao giờ) (?:giải quyết|trả kết quả) xong",
        "(?:thời hạn|thời gian) (?:giải quyết|xử lý|trả kết quả|thực hiện|làm|cấp|chờ|trả|nhận)"
        "(?: hồ sơ| thủ tục| kết quả)? … (?:là |mất )?"
        "(?:bao lâu|thế nào|như thế nào|ra sao|mấy ngày)",
        f"có (?:nhanh|lâu) {_NOT}",
        f"có (?:lấy|nhận) (?:liền|ngay|trong ngày|luôn) {_NOT}",
        f"(?:lấy|nhận|có|làm) (?:liền|ngay|trong ngày|luôn) {_GET} {_NOT}",
        "how long(?: does it take| will it take| to| is| does)?",
        "how many (?:working )?days",
        "when (?:will|can|do) i (?:get|receive)",
        "processing time",
    ],
    PLACE: [
        f"(?:thì )?(?:phải )?(?:(?:nộp|gửi|trình|khai|báo|làm|xin|đăng ký|cấp|lấy|mang|trình báo)"
        f"(?: hồ sơ| giấy tờ| đơn)?(?: thì)?(?: ở| tại| lên| ra| đến| tới| vào| về| cho)?) {_BODY}",
        f"(?:ở|tại|lên|ra|đến|tới|đi|về|qua|vào) {_BODY}",
        "(?:cơ quan|đơn vị) nào (?:giải quyết|tiếp nhận|nhận|thực hiện|cấp|làm|có thẩm quyền)",
        f"(?:thực hiện|nơi nhận|nơi nộp|nơi làm) (?:là |ở )?{_BODY}",
        "(?:nộp|gửi)(?: hồ sơ| giấy tờ| đơn)? cho ai",
        "(?:địa chỉ|nơi|chỗ) (?:nộp|tiếp nhận|nhận hồ sơ|làm)(?: hồ sơ)?",
        "where(?: to| do i| can i| should i| is)?(?: apply| submit)?",
    ],
    PAPERS: [
        f"(?:cần|phải|nộp|mang|đem|chuẩn bị|xuất trình|có|gồm|bao gồm|kèm|theo|bổ sung)"
        f"(?: có| theo| nộp| mang| mang theo| đem theo| chuẩn bị| xuất trình| phải)*"
        f"(?: các| những)? (?:giấy tờ|giấy|hồ sơ|tài liệu|thủ tục giấy tờ|hồ sơ giấy tờ) {_WHICH}",
        f"(?:những |các |mấy |loại )(?:loại )?(?:giấy tờ|giấy) {_WHICH}",
        f"(?:giấy tờ|hồ sơ|tài liệu) {_WHICH}",
        f"(?:giấy tờ|hồ sơ)(?: cần| cần có| phải có)? (?:gồm|bao gồm|cần|có) (?:có )?{_WHICH}",
        f"(?:hồ sơ|giấy tờ|thành phần hồ sơ) … (?:gồm|bao gồm|cần|cần có|gồm có) (?:có )?{_WHICH}",
        f"(?:cần|phải|nên) (?:có |mang |mang theo |đem |đem theo |nộp |chuẩn bị |xuất trình )+"
        f"{_WHICH}",
        f"(?:mang|đem|chuẩn bị|mang theo|đem theo) {_WHICH}",
        "cần (?:gì|những gì)",
        "cần có (?:gì|những gì)",
        "thì nộp (?:gì|những gì)",
        "(?<!nộp )(?:hồ sơ|thành phần hồ sơ|giấy tờ) (?:như thế nào|thế nào|ra sao)",
        "(?:bao nhiêu|mấy|bn) (?:giấy tờ|loại giấy tờ|bộ hồ sơ|loại giấy)",
        "thành phần … hồ sơ như thế nào",
        "(?:what|which) (?:documents|papers|paperwork)",
        "(?:required|necessary) (?:documents|papers)",
        "(?:documents|papers) (?:required|needed|do i need)",
    ],
    ONLINE: [
        f"(?:(?:nộp|làm|khai|đăng ký|gửi|thực hiện|xin|báo)(?: hồ sơ| đơn| giấy tờ)? )?"
        f"(?:online|onl|trực tuyến|qua mạng|trên mạng|qua internet|trên internet|tại nhà|ở nhà|"
        f"từ xa|qua dịch vụ công|trên dịch vụ công|qua cổng dịch vụ công|trên cổng dịch vụ công)"
        f"(?: thì)? … (?:{_GET} {_NOT}|{_GET} hông|{_NOT})",
        f"(?:có|{_GET}) (?:nộp|làm|khai|đăng ký|gửi|thực hiện|xin) … "
        "(?:online|onl|trực tuyến|qua mạng|trên mạng)",
        f"có (?:phải|cần) (?:đến|ra|lên|tới|đi|nộp) (?:trực tiếp|tận nơi) … {_NOT}",
        "(?:can i|is it possible to) … online",
    ],
    WHO: [
        f"(?:những )?ai (?:{_GET}|có thể|phải|cần|thì được|mới được|làm được|xin được)"
        "(?: phép| quyền)?",
        "(?:dành|áp dụng|cấp) cho (?:ai|những ai|đối tượng nào)",
        "(?:những )?(?:đối tượng|người|trường hợp) nào (?:được|có thể|phải|thực hiện|làm|mới được)",
        "đối tượng (?:được|thực hiện|áp dụng) … (?:là ai|nào|những ai)",
        "who (?:can|may|must|is eligible|should)",
    ],
    RESULT: [
        f"(?:thì )?{_GET} (?:cấp|nhận|trả|phát) "
        "(?:cái |giấy |giấy tờ |loại giấy )?(?:gì|j|giấy nào)",
        f"(?:nhận {_GET}|nhận về|trả về|lấy về|cấp ra) (?:cái |giấy )?(?:gì|j)",
        "(?:kết quả)(?: giải quyết| thủ tục| thực hiện| nhận được| trả về)*"
        "(?: là)? (?:gì|j|như thế nào|thế nào)",
        "kết quả … là gì",
        "(?:xong|rồi) (?:thì )?được (?:gì|giấy gì)",
        "what (?:do|will|can) i (?:get|receive)",
    ],
    VALIDITY: [
        f"(?:có )?(?:giá trị|hiệu lực|thời hạn sử dụng|hạn sử dụng|hạn dùng)"
        f"(?: sử dụng| dùng)?(?: là| trong| {_GET}| đến| tới)* "
        f"(?:{_SPAN}|khi nào|bao giờ|hết năm nào)",
        f"có (?:thời hạn|hạn)(?: là| trong| {_GET})* {_SPAN}",
        f"(?:(?:dùng|sử dụng|xài|ở|lưu trú|tạm trú) )?{_GET} (?:trong |tối đa |thêm )?{_SPAN}",
        f"{_SPAN} (?:thì )?(?:hết hạn|hết hiệu lực|hết giá trị)",
        "(?:khi nào|bao giờ) (?:thì )?hết hạn",
        "valid (?:for )?how long",
        "how long (?:is|are|will) … (?:valid|last)",
    ],
    CONTACT: [
        "(?:xin |cho (?:tôi |em |mình )?(?:xin )?)?(?:số )?(?:điện thoại|đt|sđt|hotline)"
        "(?: nào| số mấy| là gì| bao nhiêu| liên hệ| hỏi)+",
        "(?:liên hệ|liên lạc|gọi|gọi điện|hỏi|gặp) (?:với |cho |số |qua )?(?:ai|số nào|số mấy)",
        f"(?:liên hệ|liên lạc|gọi|hỏi) (?:ở |tại |đến |cho )?{_BODY}",
        f"{_MAIL} … (?:là gì|nào|là)",
        "phone number",
        "(?:who|how) (?:to|do i|can i) (?:contact|call)",
    ],
    HOURS: [
        f"(?:mấy giờ|khi nào|lúc nào|bao giờ)(?: thì)? {_OPEN}",
        f"mấy giờ(?: thì)? … {_OPEN}",
        "(?:mở cửa|làm việc|đóng cửa|nhận hồ sơ)(?: từ| đến| tới| lúc)* mấy giờ",
        f"(?:thứ bảy|thứ 7|thứ bẩy|t7|chủ nhật|cn|cuối tuần|buổi trưa|buổi tối|ngày lễ)"
        f" … (?:làm|mở|nhận|tiếp)(?: việc| cửa| hồ sơ)? … {_NOT}",
        "có (?:làm|mở|nhận)(?: việc| cửa| hồ sơ)? … "
        f"(?:thứ bảy|thứ 7|t7|chủ nhật|cuối tuần) … {_NOT}",
        "opening hours",
        "what time (?:do|does|is)",
    ],
}
# Names of a fact, which ask for it where nothing else does; in the name of a thing they are a part
# of it: “khai lệ phí trước bạ”.
NAMES = {
    FEE: [
        f"^(?:tiền |mức )?(?:lệ phí|phí|chi phí|mức thu)(?= {_DO})",
        "^(?:mức )?lệ phí",
        "(?:mức )?(?:lệ phí|chi phí)$",
        "^(?:giá|tiền) (?:làm|cấp|xin|đổi|gia hạn)",
        "(?:fee|fees|cost|price)",
    ],
    TIME: [
        "(?:thời gian|thời hạn) (?:giải quyết|xử lý|trả kết quả|chờ|cấp|làm|thực hiện)",
    ],
    PLACE: [
        "(?:nơi|địa chỉ|địa điểm) (?:nộp|tiếp nhận|làm|cấp|đăng ký)",
        f"^(?:địa chỉ|trụ sở|vị trí)(?: của)?(?= {_OFFICE})",
    ],
    PAPERS: [
        f"^(?:thành phần )?(?:hồ sơ|giấy tờ)(?: để)?(?= {_DO})",
        "thành phần hồ sơ",
        "(?:giấy tờ|hồ sơ) cần (?:có|thiết|nộp|chuẩn bị)",
    ],
    ONLINE: [
        "(?:nộp|làm|đăng ký|khai|xin)(?: hồ sơ)? … (?:online|onl|trực tuyến|qua mạng|trên mạng)",
        "(?:online|onl|trực tuyến|qua mạng)$",
    ],
    VALIDITY: ["thời hạn (?:sử dụng|hiệu lực)"],
    CONTACT: [
        "^(?:số )?(?:điện thoại|sđt|hotline|đường dây nóng|liên hệ)",
        "(?:số điện thoại|điện thoại liên hệ|sđt|hotline|đường dây nóng|số liên hệ)$",
        f"^(?:địa chỉ )?{_MAIL}(?: của)?(?= {_OFFICE})",
    ],
    HOURS: ["giờ (?:làm việc|mở cửa|hành chính|tiếp dân|nhận hồ sơ)", "lịch làm việc"],
}
# What sounds like a question for a fact and is another: what is asked for is not in the fields.
OTHERS = [
    f"{_SPAN} (?:thì )?phải",
    f"trước {_SPAN}",
    f"mười mấy {_PERIOD}",
    f"mấy {_PERIOD} (?:trước|qua|nay|rồi|liền)",
    "(?:không|chẳng|chưa) (?:có|còn) giấy tờ gì",
    f"(?:ở|sống|cư trú|làm việc|kết hôn|nộp thuế|đóng bảo hiểm) … {_SPAN} (?:thì |mới )?được "
    "(?:nhập|xin|hưởng|đăng|thường)",
    f"(?:quá hạn|trễ|trễ hạn|chậm|muộn|hết hạn|mất) {_SPAN}(?: rồi)",
    "(?:khi nào|bao giờ) (?:thì )?(?:phải|cần|nên|được phép)",
    f"(?:tra cứu|tra|xem|tải|tải mẫu|download|mẫu|mẫu đơn|biểu mẫu|tờ khai|mua) … {_BODY}",
    f"(?:nộp|đóng|trả|chuyển) (?:phạt|tiền|phí|lệ phí|thuế) … {_BODY}",
    f"(?:phạt|bồi thường|trợ cấp|lương|hưởng|vốn|thuế) … {_MANY}(?: tiền)?",
    "(?:khác nhau|khác|sai|lỗi) (?:ở )?(?:chỗ nào|đâu)",
    "làm (?:những )?(?:giấy tờ|giấy|hồ sơ) gì",
    "(?:cần|phải|nên) làm gì",
    "từ đâu",
]
