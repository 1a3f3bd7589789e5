"""The names of Vietnamese laws, codes and ordinances, present and past.

Source: the titles of the acts as promulgated by the National Assembly and its Standing Committee.
A name that is not here is still found when a year follows it or when it is plainly written as a
name; the table tells where a known name ends.
"""

LAW_NAMES = """
An ninh mạng
An ninh quốc gia
An toàn thông tin mạng
An toàn thực phẩm
An toàn, vệ sinh lao động
Bảo hiểm tiền gửi
Bảo hiểm xã hội
Bảo hiểm y tế
Bảo vệ bí mật nhà nước
Bảo vệ dữ liệu cá nhân
Bảo vệ môi trường
Bảo vệ người tiêu dùng
Bảo vệ quyền lợi người tiêu dùng
Bảo vệ sức khỏe nhân dân
Bảo vệ và kiểm dịch thực vật
Bảo vệ và phát triển rừng
Bảo vệ, chăm sóc và giáo dục trẻ em
Ban hành quyết định hành chính
Ban hành văn bản quy phạm pháp luật
Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân, Ủy ban nhân dân
Báo chí
Biên giới quốc gia
Biên phòng Việt Nam
Biển Việt Nam
Bình đẳng giới
Bưu chính
Bưu chính, viễn thông
Các công cụ chuyển nhượng
Các tổ chức tín dụng
Cảnh sát biển Việt Nam
Cảnh sát cơ động
Cảnh vệ
Căn cước
Căn cước công dân
Cán bộ, công chức
Cạnh tranh
Chăn nuôi
Chất lượng sản phẩm, hàng hóa
Chính quyền địa phương
Chứng khoán
Chuyển giao công nghệ
Chuyển đổi số
Công an nhân dân
Công an xã
Công chứng
Công đoàn
Công nghệ cao
Công nghệ thông tin
Công nghiệp công nghệ số
Công nghiệp quốc phòng, an ninh và động viên công nghiệp
Công ty
Cơ yếu
Cư trú
Cựu chiến binh
Dân chủ ở cơ sở
Dân quân tự vệ
Dân số
Dầu khí
Di sản văn hóa
Doanh nghiệp
Doanh nghiệp nhà nước
Doanh nghiệp tư nhân
Dữ liệu
Dược
Dự trữ quốc gia
Du lịch
Đa dạng sinh học
Đặc xá
Đất đai
Đầu tư
Đầu tư công
Đầu tư nước ngoài tại Việt Nam
Đầu tư theo phương thức đối tác công tư
Đấu giá tài sản
Đấu thầu
Đê điều
Địa chất và khoáng sản
Điện ảnh
Điện lực
Điều ước quốc tế
Đo đạc và bản đồ
Đo lường
Đường bộ
Đường sắt
Giá
Giám định tư pháp
Giáo dục
Giáo dục đại học
Giáo dục nghề nghiệp
Giáo dục quốc phòng và an ninh
Giáo dục quốc phòng - an ninh
Giao dịch điện tử
Giao thông đường bộ
Giao thông đường thủy nội địa
Hải quan
Hàng không dân dụng Việt Nam
Hàng không dân dụng
Hàng hải Việt Nam
Hàng hải
Hiến, lấy, ghép mô, bộ phận cơ thể người và hiến, lấy xác
Hóa chất
Hòa giải ở cơ sở
Hòa giải, đối thoại tại Tòa án
Hoạt động chữ thập đỏ
Hoạt động giám sát của Quốc hội và Hội đồng nhân dân
Hoạt động giám sát của Quốc hội
Hộ tịch
Hôn nhân và gia đình
Hợp tác xã
Hỗ trợ doanh nghiệp nhỏ và vừa
Kế toán
Khám bệnh, chữa bệnh
Khí tượng thủy văn
Khiếu nại
Khiếu nại, tố cáo
Khoa học và công nghệ
Khoa học, công nghệ và đổi mới sáng tạo
Khoáng sản
Kiểm toán độc lập
Kiểm toán nhà nước
Kiến trúc
Kinh doanh bảo hiểm
Kinh doanh bất động sản
Kỳ họp Quốc hội
Lao động
Lâm nghiệp
Lý lịch tư pháp
Lực lượng dự bị động viên
Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
Lực lượng tham gia gìn giữ hòa bình của Liên hợp quốc
Luật sư
Lưu trữ
Mặt trận Tổ quốc Việt Nam
Nghĩa vụ quân sự
Ngân hàng Nhà nước Việt Nam
Ngân hàng Nhà nước
Ngân sách nhà nước
Người cao tuổi
Người khuyết tật
Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng
Nhà giáo
Nhà ở
Nhập cảnh, xuất cảnh, quá cảnh, cư trú của người nước ngoài tại Việt Nam
Năng lượng nguyên tử
Nuôi con nuôi
Phá sản
Phá sản doanh nghiệp
Phục hồi, phá sản
Phí và lệ phí
Phòng bệnh
Phòng, chống bạo lực gia đình
Phòng, chống bệnh truyền nhiễm
Phòng, chống khủng bố
Phòng, chống ma túy
Phòng, chống mua bán người
Phòng, chống nhiễm vi rút gây ra hội chứng suy giảm miễn dịch mắc phải ở người (HIV/AIDS)
Phòng, chống rửa tiền
Phòng, chống tác hại của rượu, bia
Phòng, chống tác hại của thuốc lá
Phòng, chống tham nhũng
Phòng, chống thiên tai
Phòng cháy và chữa cháy
Phòng cháy, chữa cháy và cứu nạn, cứu hộ
Phòng không nhân dân
Phổ biến, giáo dục pháp luật
Quản lý ngoại thương
Quản lý nợ công
Quản lý thuế
Quản lý và đầu tư vốn nhà nước tại doanh nghiệp
Quản lý, sử dụng tài sản công
Quản lý, sử dụng tài sản nhà nước
Quản lý, sử dụng vốn nhà nước đầu tư vào sản xuất, kinh doanh tại doanh nghiệp
Quản lý, sử dụng vũ khí, vật liệu nổ và công cụ hỗ trợ
Quảng cáo
Quốc phòng
Quốc tịch Việt Nam
Quốc tịch
Quy hoạch
Quy hoạch đô thị
Quy hoạch đô thị và nông thôn
Sĩ quan Quân đội nhân dân Việt Nam
Quân nhân chuyên nghiệp, công nhân và viên chức quốc phòng
Sở hữu trí tuệ
Sử dụng năng lượng tiết kiệm và hiệu quả
Tạm giữ, tạm giam
Thi hành tạm giữ, tạm giam
Tài nguyên nước
Tài nguyên, môi trường biển và hải đảo
Tần số vô tuyến điện
Thanh niên
Thanh tra
Thể dục, thể thao
Thi đua, khen thưởng
Thi hành án dân sự
Thi hành án hình sự
Thỏa thuận quốc tế
Thống kê
Thủ đô
Thú y
Thuế bảo vệ môi trường
Thuế chuyển quyền sử dụng đất
Thuế giá trị gia tăng
Thuế sử dụng đất nông nghiệp
Thuế sử dụng đất phi nông nghiệp
Thuế tài nguyên
Thuế thu nhập cá nhân
Thuế thu nhập doanh nghiệp
Thuế tiêu thụ đặc biệt
Thuế xuất khẩu, thuế nhập khẩu
Thủy lợi
Thủy sản
Thực hành tiết kiệm, chống lãng phí
Thực hiện dân chủ ở cơ sở
Thương mại
Tiếp cận thông tin
Tiếp công dân
Tiêu chuẩn và quy chuẩn kỹ thuật
Tín ngưỡng, tôn giáo
Tình trạng khẩn cấp
Tổ chức Chính phủ
Tổ chức chính quyền địa phương
Tổ chức cơ quan điều tra hình sự
Tổ chức Hội đồng nhân dân và Ủy ban nhân dân
Tổ chức Quốc hội
Tổ chức Tòa án nhân dân
Tổ chức Viện kiểm sát nhân dân
Tố cáo
Tố tụng hành chính
Tố tụng dân sự
Tố tụng hình sự
Tương trợ tư pháp
Tương trợ tư pháp về dân sự
Tương trợ tư pháp về hình sự
Tư pháp người chưa thành niên
Trách nhiệm bồi thường của Nhà nước
Trách nhiệm bồi thường Nhà nước
Trẻ em
Trí tuệ nhân tạo
Trồng trọt
Trợ giúp pháp lý
Trọng tài thương mại
Trưng cầu ý dân
Trưng mua, trưng dụng tài sản
Trật tự, an toàn giao thông đường bộ
Bầu cử đại biểu Quốc hội
Bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân
Viên chức
Viễn thông
Việc làm
Xây dựng
Xuất bản
Xuất cảnh, nhập cảnh của công dân Việt Nam
Xử lý vi phạm hành chính
Dân sự
Hình sự
An toàn bức xạ
Án phí, lệ phí Tòa án
Bảo vệ công trình quan trọng liên quan đến an ninh quốc gia
Bảo hộ lao động
Chất lượng hàng hóa
Chi phí giám định, định giá
Cán bộ, công chức cấp xã
Công nhận và thi hành tại Việt Nam bản án, quyết định dân sự của Tòa án nước ngoài
Cảnh sát môi trường
Động viên công nghiệp
Ngoại hối
Giống cây trồng
Giống vật nuôi
Hành nghề y, dược tư nhân
Khai thác và bảo vệ công trình thủy lợi
Kiểm sát viên Viện kiểm sát nhân dân
Ký kết và thực hiện thỏa thuận quốc tế
Lãnh sự
Người tàn tật
Phòng, chống mại dâm
Phòng, chống lụt, bão
Quản lý thị trường
Thẩm phán và Hội thẩm Tòa án nhân dân
Thủ tục bắt giữ tàu bay
Thủ tục bắt giữ tàu biển
Thủ tục giải quyết các vụ án hành chính
Trình tự, thủ tục xem xét, quyết định áp dụng các biện pháp xử lý hành chính tại Tòa án nhân dân
Trọng tài thương mại
Ưu đãi người có công với cách mạng
Quy định danh hiệu vinh dự nhà nước "Bà mẹ Việt Nam anh hùng"
Dân tộc
Tổ chức điều tra hình sự
Thuế thu nhập đối với người có thu nhập cao
Tổ chức Viện kiểm sát quân sự
Tôn giáo, tín ngưỡng
Giá cả
Thú y thủy sản
Xử lý vi phạm hành chính trong lĩnh vực giao thông
TNBTCNN
Thuế GTGT
Thuế TNCN
Thuế TNDN
BHXH
BHYT
""".strip().splitlines()

#: Words that follow a foreign country's act.
FOREIGN = """
Hoa Kỳ
Mỹ
Nhật Bản
Trung Quốc
Pháp
Đức
Anh
Hàn Quốc
Singapore
Xinh-ga-po
Thái Lan
Lào
Campuchia
Cam-pu-chia
Liên bang Nga
Nga
Úc
Ô-xtrây-li-a
Australia
Canada
Đài Loan
Ấn Độ
Malaysia
Indonesia
Philippines
EU
Liên minh châu Âu
châu Âu
""".strip().splitlines()
