"""The records of the national database of procedures (dichvucong.gov.vn), taken apart.

What is a table there comes as one text with its cells glued together. The functions here find the
cells again. Whatever they do not recognise stays in the text, so that nothing is lost.
"""

import re

from cchc_wagtail.citations import DocumentNumber
from cchc_wagtail.citations.codes import KNOWN_ISSUERS
from cchc_wagtail.imports.texts import clean_text, is_nothing, rich_text

from ..fees import AS_IN_SOURCE, FREE

KINDS = {"Trực tiếp": "in_person", "Trực tuyến": "online", "Dịch vụ bưu chính": "postal"}
UNITS = {
    "Giờ": "hour",
    "Ngày làm việc": "working_day",
    "Ngày": "day",
    "Tháng": "month",
}
LEVELS = {
    "Cấp bộ": "at_ministry",
    "Cấp tỉnh": "at_province",
    "Cấp xã": "at_commune",
    "Cơ quan khác": "at_other_body",
}
#: The slugs by which the national database names those who answer for a procedure.
MINISTRIES = {
    "bo-cong-an": "Bộ Công an",
    "bo-tai-chinh": "Bộ Tài chính",
    "bo-xay-dung": "Bộ Xây dựng",
    "bo-nong-nghiep-mt": "Bộ Nông nghiệp và Môi trường",
    "bo-tu-phap": "Bộ Tư pháp",
    "bo-ngoai-giao": "Bộ Ngoại giao",
    "ngan-hang-nha-nuoc": "Ngân hàng Nhà nước Việt Nam",
    "toa-an-nhan-dan": "Tòa án nhân dân",
}
_NONE = "Không có thông tin"

_CHANNEL_HEAD = "Hình thức nộpThời gianPhí, lệ phíMô tả"
_CHANNEL = re.compile(
    rf"({'|'.join(KINDS)})(?=\s*\d|Không|{FREE}|Lệ phí|Phí)",
)
#: A time limit in words, in the place of the number.
_NO_LIMIT = re.compile(rf"(Không(?! có thông tin)[^\n]{{0,60}}?)(?={FREE}|{_NONE})")
#: So much is not asked for in đồng: the number has lost its thousands, or gained a digit.
_LEAST_MONEY = 1_000
_MONEY = r"(?:Việt Nam Đồng|VNĐ|VND|USD|Đồng|đồng|EUR|%)"
_LIMIT = re.compile(
    rf"\s*(?:{_NONE}|(\d+(?:[.,]\d+)?)(?![\d.,]*\s*{_MONEY})\s*({'|'.join(UNITS)})?)"
)
_FEE = re.compile(
    rf"\s*(?:(?P<free>{FREE})|{_NONE}|(?:(?P<name>Phí|Lệ phí)\s*:?\s*)?"
    rf"(?P<sum>\d[\d.,]*)\s*(?P<money>{_MONEY})(?!\w)|(?P<odd>(?:Phí|Lệ phí) ,))"
)

_PAPER_HEAD = re.compile(r"(?:--)?\s*Tên giấy tờMẫu đơn, tờ khaiSố lượng")
_QUANTITY = re.compile(r"(\d+) bản chính(?:,(\d+) bản sao)?")
_FORM = re.compile(r"\.(?:docx?|pdf|xlsx?|rtf|odt|rar|zip|jpe?g|png)$", re.IGNORECASE)
_FORM_BRACKET = re.compile(r"[);](?=[^\s).,;])")
_FORM_DOT = re.compile(r"[^\d\s]\.(?=[^\s.])")

#: Behind a code stand two more cells, behind the last one what the page goes on with.
_RESULT_CODE = re.compile(
    r"Mã: (KQ(?:\.\w+?)+?\.\d{5,6})(?:Từ khóa[^\n]*?Mô tả(?:Không có thông tin)?)?"
)
_AFTER_RESULTS = re.compile(r"Chọn cơ quan thực hiện.*", re.DOTALL)

_BASIS_HEAD = "Tên văn bản pháp lýMã văn bản"
_NUMBER = re.compile(
    r"\d{1,12}(?:\.\d+)?/(?:\d{4}/)?(?:(?:NQ-)?(?:UBTV)?QH(?:1[0-9]|[2-9])"
    r"|TTLT[-/](?:[A-ZĐƯ&]+[a-z]?-)*[A-ZĐƯ&]+[a-z]?"
    r"|[A-ZĐ][A-ZĐa-zđ]{0,5}(?:(?:(?<=NĐ)|(?<=TT)|(?<=QĐ)|(?<=NQ))(?:- |_)[A-ZĐƯ&]+)(?![a-zà-ỹ])"
    r"|[A-ZĐ][A-ZĐa-zđ]{0,5}(?:-[A-ZĐƯ&]+[a-z]?)+)"
)
#: The second cell of an entry that has lost its end: “08/2026” of “… số 08/2026/TT-BNNMT …”.
_TORN_NUMBER = re.compile(r"(?:(?<=/)(?:19|20)\d\d|(?<![\d/]))(\d{1,4}(?:/(?:19|20)\d\d)?)$")
_GLUED_TYPE = re.compile(
    r"(?:^|(?<=\w))(?:Luật|Bộ luật|Thông tư|Nghị định|Nghị quyết|Quyết định)(?: số)?$"
)
_STEP_LABEL = r"(?:(?:[-+*•]|[a-zđ]\)|\d+(?:\.\d+)*\.)[ \t]*)?Bước[ \t]*(\d+)"
#: At the beginning of a line, however it is lettered: “Bước1:”, “- Bước 1”, “a) Bước 1.”
_STEP_LINE = re.compile(rf"(?m)^[ \t]*{_STEP_LABEL}[ \t]*[:.)]?[ \t]*")
#: Within a line a colon or full stop tells the step from a mention of it.
_STEP_INLINE = re.compile(rf"(?m)(?:^[ \t]*|(?<=\s)){_STEP_LABEL}[ \t]*[:.][ \t]*")
_AUDIENCE = re.compile(r",\s+(?![^(]*\))")


def audiences(text):
    """Return the names in a list of audiences, some of which have commas themselves."""
    names = []
    for part in _AUDIENCE.split(clean_text(text)):
        if names and not part[:1].isupper():
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return list(dict.fromkeys(names))


def levels(text):
    """Return the names of fields for the levels in ``text``, and the words that are none."""
    names = [name.strip() for name in clean_text(text).split(",") if name.strip()]
    known = [LEVELS[name] for name in names if name in LEVELS]
    return sorted(known), [name for name in names if name not in LEVELS]


def steps(text):
    """Return the steps: one for each “Bước” where they count from 1 on, else one in all.

    An introduction stands before the first step, so that the numbers stay those of the source.
    """
    labels = _step_labels(text)
    if labels:
        intro = text[: labels[0].start()].strip()
        ends = [label.start() for label in labels[1:]] + [len(text)]
        parts = [text[one.end() : end].strip() for one, end in zip(labels, ends, strict=True)]
        parts[0] = "\n".join(filter(None, [intro, parts[0]]))
        if all(parts):
            return [{"heading": "", "text": rich_text(part)} for part in parts]
    whole = rich_text(text)
    return [{"heading": "", "text": whole}] if whole else []


def _step_labels(text):
    """Return where the steps begin, where there are several that count from 1 on."""
    at_line = list(_STEP_LINE.finditer(text))
    starts = {label.end() for label in at_line}
    anywhere = at_line + [one for one in _STEP_INLINE.finditer(text) if one.end() not in starts]
    for labels in (sorted(anywhere, key=lambda label: label.start()), at_line):
        numbers = [int(label[1]) for label in labels]
        if len(labels) > 1 and numbers == list(range(1, len(numbers) + 1)):
            return labels
    return []


def results(text):
    """Return the results in ``text``, each with its code: “Thẻ thường trúMã: KQ.G01.000088…”."""
    parts = _RESULT_CODE.split(clean_text(text))
    found = []
    for name, code in zip(parts[::2], parts[1::2], strict=False):
        found.append({"name": clean_text(name) or code, "code": code, "validity": ""})
    rest = clean_text(_AFTER_RESULTS.sub("", parts[-1]))
    if rest:
        found.append({"name": rest, "code": "", "validity": ""})
    return found


def channels(text):
    """Return the ways to hand in from the glued table ``text``."""
    text = clean_text(text).removeprefix(_CHANNEL_HEAD)
    parts = _CHANNEL.split(text)
    rows = [_channel_row(kind, cells) for kind, cells in zip(parts[1::2], parts[2::2], strict=True)]
    if parts[0].strip():
        lead = parts[0].strip()
        kind = next((kind for kind in KINDS if lead.startswith(kind)), None)
        row = {"kind": KINDS[kind or "Trực tiếp"], "limit": None, "fees": []}
        note = clean_text(lead.removeprefix(kind or ""))
        rows.insert(0, {**row, "note": _without_nothing(note)})
    return merge_channels(rows)


def listed_channels(rows):
    """Return the ways to hand in from the list of dicts that the national database gives too."""
    found = []
    for row in rows:
        amount, unit = row.get("so"), UNITS.get(clean_text(row.get("don_vi") or ""), "")
        note = clean_text(row.get("mo_ta") or "")
        fees, rest = _fees("".join(row.get("phi_le_phi") or []) + note)
        found.append(
            {
                "kind": KINDS.get(clean_text(row.get("hinh_thuc") or ""), row.get("hinh_thuc")),
                "limit": None if amount in (None, "") else {"amount": amount, "unit": unit},
                "fees": fees,
                "note": _without_nothing(rest),
            }
        )
    return merge_channels(found)


def merge_channels(rows):
    """Make one channel of each kind; the notes of several rows tell the cases apart."""
    merged = {}
    for row in rows:
        merged.setdefault(row["kind"], []).append(row)
    result = []
    for kind, same in merged.items():
        notes = list(dict.fromkeys(row["note"] for row in same if row["note"]))
        by_case = len(notes) > 1
        channel = {"kind": kind, "online_level": "", "url": "", "time_limits": [], "fees": []}
        for row in same:
            case = row["note"] if by_case else ""
            limits = [{**row["limit"], "case": case}] if row["limit"] else []
            fees = [{"amount": fee, "case": case} for fee in row["fees"]]
            if case and not limits and not fees:
                channel["note"] = "\n".join(filter(None, [channel.get("note"), case]))
            channel["time_limits"] += [one for one in limits if one not in channel["time_limits"]]
            channel["fees"] += [one for one in fees if one not in channel["fees"]]
        channel.setdefault("note", "" if by_case else "".join(notes))
        result.append(channel)
    return result


def _channel_row(kind, cells):
    limit, found, words = _LIMIT.match(cells), None, ""
    if not limit and _is_glued(cells):
        note = AS_IN_SOURCE % clean_text(cells)
        return {"kind": KINDS[kind], "limit": None, "fees": [], "note": note}
    if limit:
        if limit[1]:
            unit = UNITS.get(limit[2] or "", "")
            found = {"amount": float(limit[1].replace(",", ".")), "unit": unit}
        cells = cells[limit.end() :]
    elif no_limit := _NO_LIMIT.match(cells):
        words, cells = no_limit[1], cells[no_limit.end() :]
    fees, note = _fees(cells)
    note = "\n".join(filter(None, [words, _without_nothing(note)]))
    return {"kind": KINDS[kind], "limit": found, "fees": fees, "note": note}


def _is_glued(cells):
    """Tell whether a time limit and a fee cannot be told apart: 1100 VNĐ, 1 and 100 or 1,100?"""
    return re.match(rf"\s*\d[\d.,]*\s*{_MONEY}", cells) is not None


def _fees(text):
    """Return the fees at the beginning of ``text``, and what follows them.

    A fee that cannot be what the text says stays as it stands there.
    """
    fees = []
    while match := _FEE.match(text):
        text = text[match.end() :]
        if not (match["free"] or match["sum"]):
            if not match["odd"]:
                break
            continue
        amount = FREE if match["free"] else _money(match["sum"], match["money"])
        if match["name"]:
            amount = f"{match['name']}: {amount}"
        inside, text = _in_brackets(text)
        inside = clean_text(inside)
        if not match["free"] and _is_impossible(match["sum"], match["money"]):
            said = f"{match[0].strip()} ({inside})" if inside else match[0].strip()
            fees.append(AS_IN_SOURCE % said)
            continue
        if inside and inside.casefold() not in ("không", "không có"):
            amount += f" ({inside})"
        fees.append(amount)
    return list(dict.fromkeys(fees)), text.strip()


def _is_impossible(amount, money):
    if money in ("USD", "EUR", "%"):
        return False
    return int(re.sub(r"\D", "", amount)) < _LEAST_MONEY


def _money(amount, money):
    if money in ("USD", "EUR", "%"):
        return f"{amount} {money}"
    return f"{amount.rstrip(',.').replace(',', '.')} đồng"


def _in_brackets(text):
    """Return what stands in the brackets with which ``text`` begins, and what follows them."""
    if not text.startswith("("):
        return "", text
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return text[1:position], text[position + 1 :]
    return "", text


def _without_nothing(note):
    note = note.strip()
    while note.startswith(_NONE):
        note = note.removeprefix(_NONE).strip()
    return clean_text(note)


def dossier(text):
    """Return the papers by case from the glued table ``text``."""
    text = clean_text(text)
    parts = _PAPER_HEAD.split(text)
    if len(parts) == 1:
        return [{"case": "", "papers": [_paper(text)]}] if text else []
    cases, title = [], parts[0]
    for number, part in enumerate(parts[1:], 1):
        papers, rest = _papers(part)
        if number == len(parts) - 1 and not is_nothing(rest):
            papers.append(_paper(rest))
        case = title.strip().removesuffix("--").strip()
        if papers or case:
            cases.append({"case": case, "papers": papers or [_paper("–")]})
        title = rest
    return cases


def _papers(text):
    """Return the papers of a table, and what stands behind the last quantity."""
    papers, start = [], 0
    for match in _QUANTITY.finditer(text):
        digits, first = match[1], match.start()
        before = text[first - 1 : first] if first > start else ""
        in_sentence = before in ("(", "") or (before.isspace() and len(digits) == 1)
        if in_sentence or (before.isspace() and digits.startswith("0")):
            continue
        # “Điều 51 bản chính” is Điều 5 with one original: the cells have nothing between them.
        own = digits if len(digits) <= 2 and not digits.startswith("0") else digits[-1]
        own = digits[-1] if before.isspace() or len(digits) > 2 else own
        name = text[start : match.end(1) - len(own)]
        papers.append(_paper(name, int(own), int(match[2] or 0)))
        start = match.end()
    return papers, text[start:].strip()


def _paper(name, originals=0, copies=0):
    name, form = _name_and_form(name.strip())
    return {
        "name": name,
        "form_name": form,
        "originals": originals,
        "copies": copies,
        "signed_online": False,
    }


def _name_and_form(text):
    """Divide a paper's name from the name of the form file that is glued to it."""
    extension = _FORM.search(text)
    if not extension:
        return text, ""
    end = extension.start()
    brackets = [match.end() for match in _FORM_BRACKET.finditer(text, 0, end)]
    capitals = [n for n in range(1, end) if _begins_a_word(text[n - 1 : n + 2])]
    dots = [match.end() for match in _FORM_DOT.finditer(text, 0, end)]
    for start in [*brackets[-1:], *capitals[-1:], *dots[:1]]:
        if len(text) - start <= 255:
            return text[:start].strip(), text[start:].strip()
    return text, ""


def _begins_a_word(three):
    """Tell whether the second of three characters begins a word that is glued to the first."""
    before, first, after = three
    if not first.isupper():
        return False
    return before.islower() or ((before.isupper() or before.isdigit()) and after.islower())


def legal_bases(text):
    """Return ``{"number", "title"}`` of the documents in the glued table ``text``."""
    text = clean_text(text).removeprefix(_BASIS_HEAD).strip()
    tokens = list(_numbers(text))
    found, start, index = [], 0, 0
    while index < len(tokens):
        end = _end_of_entry(text, tokens, index)
        if end is None:
            index += 1
            continue
        first, last, number = tokens[end]
        found.append(_basis(text[start:first], number))
        start, index = last, end + 1
    rest = text[start:].strip(" ;,.\n")
    if rest and not _is_torn(rest, found):
        found.append(_basis(*_mended(rest)))
    return found


def _is_torn(text, found):
    """Tell whether ``text`` is no entry, but what is left of the number of one."""
    return text.isdigit() or any(basis["number"].startswith(f"{text}/") for basis in found)


def _mended(text):
    """Return the title and number of an entry whose number in its own cell has lost its end."""
    torn = _TORN_NUMBER.search(text)
    for _first, _last, number in _numbers(text) if torn else ():
        if number.startswith(f"{torn[1]}/"):
            return text[: torn.start(1)], number
    return text, ""


def listed_bases(rows):
    return [
        _basis(clean_text(row.get("ten") or ""), clean_text(row.get("so_ky_hieu") or ""))
        for row in rows
    ]


def _numbers(text):
    """Yield ``(start, end, number)`` of the numbers in ``text``, parted from what is glued on."""
    position = 0
    while match := _NUMBER.search(text, position):
        first, number = match.start(), match[0]
        serial = number.split("/")[0]
        if len(serial) > 4 and serial[:2] in ("19", "20"):
            # A year at the end of the title: “năm 2016” + “01/2016/QH14”, perhaps with its dot.
            year = 5 if serial[4] == "." else 4
            first, number = first + year, number[year:]
        head, dash, issuer = number.rpartition("-")
        if dash and issuer not in KNOWN_ISSUERS and not issuer[-1].isdigit():
            known = [issuer[:n] for n in range(len(issuer), 1, -1) if issuer[:n] in KNOWN_ISSUERS]
            if known:
                issuer = known[0]
            elif issuer[-1].islower() or text[match.end() : match.end() + 1].islower():
                # The first letter of the word that follows.
                issuer = issuer[: -2 if issuer[-1].islower() else -1]
            number = f"{head}-{issuer}" if issuer else head
        position = first + len(number)
        yield first, position, number


def _end_of_entry(text, tokens, index):
    """Return the index of the token with which the entry of the token ``index`` ends, or None."""
    _first, last, number = tokens[index]
    for later in range(index, min(index + 7, len(tokens))):
        # Nothing stands between the title and the number in its own cell.
        begins = tokens[later][0]
        if begins == 0 or not (text[begins - 1].isspace() or text[begins - 1] in "(“-"):
            return later
        if later > index and tokens[later][2] == number:
            return later
    if last == len(text) or not (text[last].isspace() or text[last] in ",;.:)"):
        return index
    return None


def _basis(title, number):
    title = _GLUED_TYPE.sub("", title.strip(" ;\n"))
    try:
        parsed = DocumentNumber.parse(
            number.replace("_", "-").replace("- ", "-").replace("NQ-QH", "QH")
        )
    except ValueError:
        return {"number": number[:100], "title": title}
    number = str(parsed)
    said_twice = {number, f"{parsed.type_name} {number}", f"{parsed.type_name} số {number}"}
    if title.strip(" .,:").casefold() in {text.casefold() for text in said_twice}:
        title = ""
    return {"number": number, "title": title}
