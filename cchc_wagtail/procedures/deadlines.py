"""“Nộp hôm nay, trả kết quả trước ngày …” for the page of a procedure."""

from cchc_wagtail import clock
from cchc_wagtail.language import parse_date

from .time_limits import last_day

#: The query parameter with the day on which the papers are handed in.
PARAMETER = "ngay-nop"


def deadlines(page, typed):
    """Return the context of the calculator for the day ``typed``, or today.

    ``deadlines`` has one entry for each time limit and case, with the channels it holds for and
    the last ``day``, None where the unit of time is not known.
    """
    today = clock.today()
    day = _day(typed) if typed else today
    rows = {}
    for channel in page.channel_list:
        for limit in channel.limits:
            row = rows.setdefault((limit["case"], limit.text), {"channels": [], "limit": limit})
            row["channels"].append(str(channel))
    handed_in = day or today
    for row in rows.values():
        row["channels"] = list(dict.fromkeys(row["channels"]))
        row["day"] = last_day(row["limit"]["amount"], row["limit"]["unit"], handed_in)
    return {
        "deadlines": list(rows.values()),
        "can_calculate": any(row["day"] for row in rows.values()),
        "handed_in": handed_in,
        "handed_in_today": handed_in == today,
        "handed_in_typed": typed,
        "handed_in_is_unknown": bool(typed) and day is None,
    }


def _day(typed):
    day = parse_date(typed)
    # Before 2000 and after 2100 no calendar of holidays helps anybody.
    return day if day and 2000 <= day.year <= 2100 else None
