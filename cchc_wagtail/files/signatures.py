"""Digital signatures of a PDF, as they name themselves. Nothing is verified.

Source: ISO 32000-1, 12.8.1: a signature dictionary has /ByteRange and /Contents, /Name for the
signer and /M for the time. A signed file holds it in the clear: the ranges count its bytes.
"""

import re

_RANGE = re.compile(rb"/ByteRange\s*\[")
_NAME = re.compile(
    rb"/Name\s*(?:\((?P<text>(?:[^()\\]|\\.){0,400})\)|<(?P<hex>[0-9A-Fa-f\s]{0,800})>)", re.S
)
_TIME = re.compile(
    rb"/M\s*\(D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?"
)
_CONTENTS = re.compile(rb"/Contents\s*<[0-9A-Fa-f\s]*>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_MOST = 50


def signatures_in(content: bytes) -> list[dict[str, str]]:
    """Return name and time of each signature in the bytes of a PDF, in the order of signing."""
    found = []
    for match in list(_RANGE.finditer(content))[:_MOST]:
        start = content.rfind(b" obj", 0, match.start())
        end = content.find(b"endobj", match.end())
        if start < 0 or end < 0:
            continue
        dictionary = _CONTENTS.sub(b"", content[start:end])
        name, time = _NAME.search(dictionary), _TIME.search(dictionary)
        found.append({"name": _text(name) if name else "", "time": _iso(time) if time else ""})
    return found


def _text(match: re.Match[bytes]) -> str:
    if match["hex"] is not None:
        digits = re.sub(rb"\s", b"", match["hex"])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = _ESCAPE.sub(_unescape, match["text"])
    if raw.startswith(b"\xfe\xff"):
        text = raw[2:].decode("utf-16-be", errors="replace")
    else:
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
    return " ".join("".join(one for one in text if one.isprintable()).split())[:200]


def _unescape(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(code, code)


def _iso(match: re.Match[bytes]) -> str:
    year, month, day, hour, minute, second, sign, zone_hours, zone_minutes = (
        one.decode() if one else "" for one in match.groups()
    )
    time = f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}"
    return f"{time}{sign}{zone_hours}:{zone_minutes or '00'}" if sign else time
