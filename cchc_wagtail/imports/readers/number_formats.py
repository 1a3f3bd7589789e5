"""Numbers as a spreadsheet shows them, which is not how it stores them."""

import re
from decimal import Decimal

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<hidden>\[[^\]]*\]'
    r"|_.|\*.)|(?P<digits>[0#?][0#?,.]*(?:E[+-]0+)?|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)


def shown(value, number_format):
    """Return a number as its cell shows it: ``1.0012`` under ``0.00000`` is “1.00120”.

    Thousands are divided in the Vietnamese way (1.234.567,5) where the format divides them.
    Exponents are written out: a long number has only been made to fit its column.
    """
    number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
    section = (number_format or "General").split(";")[0]
    if section.lower() in ("general", "@", "") or "/" in section:
        return format(number, "f")
    parts, has_digits = [], False
    for token in _TOKENS.finditer(section):
        kind, text = token.lastgroup, token[token.lastgroup]
        if kind == "digits":
            parts.append(text if not has_digits else "")
            has_digits = True
        elif kind != "hidden":
            parts.append(_Literal(text))
    if not has_digits:
        return format(number, "f")
    if any(isinstance(part, _Literal) and part == "%" for part in parts):
        number *= 100
    return "".join(
        part if isinstance(part, _Literal) or not part else _digits(number, part) for part in parts
    ).strip()


class _Literal(str):
    pass


def _digits(number, pattern):
    if "E" in pattern:
        return format(number, "f")
    whole, _dot, decimals = pattern.partition(".")
    grouped = "," in whole.rstrip(",")
    # Each comma at the end leaves out three places, which changes what is said: write all.
    rounded = format(round(number, len(decimals)) if decimals else round(number), "f")
    sign, rounded = ("-", rounded[1:]) if rounded.startswith("-") else ("", rounded)
    integer, _dot, fraction = rounded.partition(".")
    needed = decimals.count("0")
    fraction = fraction.ljust(needed, "0")
    fraction = fraction[:needed] + fraction[needed:].rstrip("0")
    integer = integer.zfill(whole.count("0"))
    if grouped:
        integer = f"{int(integer):,}".replace(",", ".")
    point = "," if grouped else "."
    return sign + integer + (point + fraction if fraction else "")
