"""The abbreviations that make up document numbers.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục III (types), and usage in published legal documents
(normative types, issuers). Issuers are an open class: the table decides the official spelling of a
known one, and helps to tell a document from a form code; it is not the list of all there are.
"""

import re

from cchc_wagtail.language import fold

#: Abbreviation → type of document (thể loại văn bản).
TYPES = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QĐi": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "TTLB": "Thông tư liên bộ",
    "TTLN": "Thông tư liên ngành",
    "NQLT": "Nghị quyết liên tịch",
    "PL": "Pháp lệnh",
    "L": "Lệnh",
    "LCT": "Lệnh",
    "SL": "Sắc lệnh",
    "VBHN": "Văn bản hợp nhất",
    "KL": "Kết luận",
    "CV": "Công văn",
    "QCPH": "Quy chế phối hợp",
    "CTPH": "Chương trình phối hợp",
    "CTrPH": "Chương trình phối hợp",
    "KHLT": "Kế hoạch liên tịch",
    "KHPH": "Kế hoạch phối hợp",
    "HDLN": "Hướng dẫn liên ngành",
    "TTrLN": "Tờ trình liên ngành",
    "GP": "Giấy phép",
    "AL": "Án lệ",
    "BCTĐ": "Báo cáo thẩm định",
    "GĐ": "Giải đáp",
    "CVNS": "Công văn",
    "TTrBS": "Tờ trình",
}

#: Types that forms and working papers carry too: alone they do not make a document of a number.
WORKING_PAPER_TYPES = frozenset(
    "TB BC BB TC PA DA HĐ BGN BTT GUQ GM GGT GNP PG PC PB GP CV TTr QC KL".split()
)

#: Types by which a number with a year is known to be a document whatever follows.
NORMATIVE_TYPES = frozenset("NĐ TT TTLT TTLB NQ NQLT QĐ CT PL L LCT SL VBHN".split())

_CENTRAL = """
    CP TTg QH UBTVQH CTN HĐBT HĐCP HĐNN HĐTP HĐND UBND UB UBT VPCP VPQH VPCTN TANDTC VKSNDTC VKSTC
    TATC TA VKS TAND VKSND KTNN BTC BTP BYT BNV BCA BQP BNG BCT BCN BTM BGTVT BXD BTTTT BKHCN
    BKHCNMT
    BTNMT BNNPTNT BNN BNN&PTNT BNNMT BGDĐT BGD&ĐT BGD BLĐTBXH LĐTBXH BLĐTB&XH BVHTTDL BVHTT BVHTTTT
    BKHĐT BKH BKH&ĐT BTS BBCVT BNVT BDTTG BDTVTG NHNN TTCP UBDT UBDTMN UBTDTT UBCKNN UBCK UBQLV
    BTCCBCP TCCP BCĐ BCĐQG BHXH TLĐ TLĐLĐVN LĐLĐ MTTW MTTQ UBTWMTTQVN ĐCTUBTWMTTQVN BTTUBTWMTTQVN
    HĐTV HĐQT HĐQL HĐQG HĐTĐKT BCH TCT TCHQ TCTK TCTL TCLN TCTS TCDL TCTHADS THADS TCQLTT TCMT
    KBNN DTQG NHCS NHCSXH NHPT EVN SGDVN SGDHCM SGDHN VSD VSDC CHK CHHVN CHQ CT CTN QLD KCB YDCT
    ATTP
    CĐBVN TCĐBVN CĐTNĐ ĐSVN HQVN BVTV TTKQH TTXVN VTV VOV KHXH VHL VTLTNN TCGDNN QLTT CNTT KSTT
    QLCL LB GDĐT VHTT CĐSVN TTTP TKV BĐVN CATTT THH CTHN CTTPHCM BVCSTE VKSTC UBATGTQG HĐGDQPANTW
    VSDTTƯ UBQG CQLXD AIDS HTQTCT BTĐKT QLXLVPHC&TDTHPL NV
    ĐHQG ĐHQGHN ĐHQGHCM CTK CTHADS
""".split()  # fmt: skip

#: Issuers of the Party (văn bản của Đảng): numbers are written N-TYPE/ISSUER.
PARTY_ISSUERS = frozenset(
    """TW TU ĐU HU QU BCSĐ BCS ĐĐ BTGTW BTCTW BDVTW BNCTW BKTTW BĐNTW UBKTTW VPTW QUTW ĐUCA BCHTW
    HĐLLTW BCĐTW BCSĐCP BCSĐTNMT ĐUK BCTTW BTGDVTW BTG UBKT BDV BNC VPTU BTVTU ĐUQSTW TWĐTN
    TCTW KHKT TCQT ĐUCP UBKTTU TGTU""".split()
)

_UNITS = """
    SNgV TCCB VP PC TTr KTTH KGVX KSTT QLG CST TCT TXNK GSQL CS KK DNL TNCN TTHT PCTT VPĐP KHCN KHTC
    GDTrH
    GDTH GDMN GDĐH GDTX QLCL KTKĐ QLTC CSXH CSYT BT TST QLT THADS TĐKT ĐMDN TCTS NVY KTN QHQT NN CN
    NC VX NĐ TH TCBC TCBC&TCPCP CCVC TL TCPCP NGCBQLGD HTQTCT HCTP BTTP PLDSKT ĐTr MT DP KHTC QLN
    HĐXD QHKT PTĐT ĐKĐĐ TCQLĐĐ QLĐĐ ĐĐ THH CATTT QLDN TCHQ HTQT CCHC LLTP
""".split()  # fmt: skip

#: Codes of form templates that look like an issuer after a type; never a document.
FORM_CODES = frozenset(
    """TEM RSĐT SSĐT SS BSTT NNT TNCN TCT TXNK GSQL HT ĐKT TĐT KTT KTDL HĐĐT TNĐT TNDN CNKD BLG PH
    HUY TSC TSDA BĐS NPT TCTTKĐA ĐLT ĐTL QLRR SXKD XLKL BKD TTN TSĐB HKNN VAT GTGT TTĐB BVMT STD
    TNĐK CQHC CQTT TT KT BSCB XD KHTNT TTĐT CTXM CCTT""".split()
)

#: Codes of acts of other countries and of international bodies.
FOREIGN_CODES = frozenset(
    "EC EU EEC CE EEC EURATOM UN LHQ ISO IEC WTO WHO ASEAN ICAO IMO FAO".split()
)

OFFICIAL_CODES = frozenset([*TYPES, *_CENTRAL, *PARTY_ISSUERS, *_UNITS])
KNOWN_ISSUERS = frozenset([*_CENTRAL, *PARTY_ISSUERS])

# The first spelling listed wins where two differ by Đ only.
_BY_CAPITALS: dict[str, str] = {}
_BY_PLAIN_CAPITALS: dict[str, str] = {}
for _code in ("HD", "DA", *_CENTRAL, *TYPES, *sorted(PARTY_ISSUERS), *_UNITS):
    _BY_CAPITALS.setdefault(_code.upper(), _code)
    _BY_PLAIN_CAPITALS.setdefault(fold(_code).upper(), _code)

# Quốc hội and its standing committee are numbered by term: QH15, UBTVQH14.
_TERM = re.compile(r"(QH|UBTVQHK?)([0-9]{1,2})")

# A provincial department (sở) or its like: S and the letters of its field.
_DEPARTMENT = re.compile(
    r"S(?:NV|TP|TC|YT|CT|XD|GTVT|GDĐT|GD&ĐT|KHCN|KH&CN|KHĐT|KH&ĐT|TTTT|TT&TT|TNMT|TN&MT|NNMT|NN&MT"
    r"|NN|NNPTNT|NN&PTNT|LĐTBXH|VHTTDL|VHTT|VHTT&DL|DL|NgV|QHKT|DTTG)"
    # A steering committee, a regional customs office.
    r"|BCĐ[A-ZĐ]*"
    r"|HQ[A-ZĐ][A-Za-zĐ]{0,5}"
)


def official_code(code: str) -> str:
    """Return ``code`` as official use spells it: ``QD`` → ``QĐ``, ``ttg`` → ``TTg``.

    ``code`` is one part of a number, without separators, in NFC. A part that is not known is
    returned as it is.
    """
    if code in OFFICIAL_CODES:
        return code
    capitals = code.upper()
    known = _BY_CAPITALS.get(capitals) or _BY_PLAIN_CAPITALS.get(capitals)
    if known is not None:
        return known
    return capitals if _TERM.fullmatch(capitals) else code


def is_known_issuer(code: str) -> bool:
    """Say whether ``code``, officially spelled, is an issuer that the tables know."""
    return (
        code in KNOWN_ISSUERS
        or _DEPARTMENT.fullmatch(code) is not None
        or code.rstrip("0123456789") in KNOWN_ISSUERS
    )


_RUN_TOGETHER = re.compile(
    f"({'|'.join(sorted(NORMATIVE_TYPES - {'L'}, key=len, reverse=True))})([^\\W\\d_].*)",
    re.IGNORECASE,
)
# TTHĐND, TTTU, CTUBND are bodies (thường trực, chủ tịch), no circulars and directives of one.
_LOCAL_BODIES = re.compile(r"UBND|UB|HĐND|TU|HU|ĐU|QU")


def run_together(code: str) -> tuple[str, str] | None:
    """Return type and issuer of a sign that lacks its hyphen (``NĐCP``); None for any other.

    ``code`` is the first part of a sign, as written. Where it may be the name of a body it is left
    as it is.
    """
    if official_code(code) in OFFICIAL_CODES or is_known_issuer(official_code(code)):
        return None
    match = _RUN_TOGETHER.fullmatch(code)
    if match is None:
        return None
    kind, issuer = official_code(match[1]), official_code(match[2])
    if not is_known_issuer(issuer) or (kind in ("TT", "CT") and _LOCAL_BODIES.match(issuer)):
        return None
    return kind, issuer
