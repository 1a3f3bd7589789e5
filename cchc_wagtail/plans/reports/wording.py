"""The draft of a report's prose from its figures: plain sentences, Vietnamese numbers."""

#: A list longer than this stands in the annex.
NAMED = 3


def number_in_words(value):
    """Return ``value`` as text: “1.234”, “98,7”; “không có số liệu” for None."""
    if value is None:
        return "không có số liệu"
    # Django groups no digits in Vietnamese.
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))


def compared(value, before):
    """Return how ``value`` differs from ``before``: “tăng 12 (18,5 %) so với cùng kỳ”; or empty."""
    if value is None or before is None or value == before:
        return "bằng kỳ trước" if value == before and value is not None else ""
    difference = abs(value - before)
    word = "tăng" if value > before else "giảm"
    share = f" ({number_in_words(round(100 * difference / before, 1))} %)" if before else ""
    return f"{word} {number_in_words(round(difference, 1))}{share} so với kỳ trước"


def sentence_of(figure):
    """Return one sentence that says a stored figure; empty where it says nothing."""
    value, before = figure["value"], figure.get("before")
    if value is None or (value == 0 and not before):
        return ""
    unit = figure["unit"]
    text = f"{figure['label']}: {number_in_words(value)}{f' {unit}' if unit else ''}"
    if difference := compared(value, before):
        text += f", {difference}"
    if rows := [(name, count) for name, count in figure["rows"] if count != 0]:
        named = [
            name if count is None else f"{name} ({number_in_words(count)})"
            for name, count in rows[:NAMED]
        ]
        text += f"; trong đó: {', '.join(named)}"
        if len(rows) > NAMED:
            text += " và mục khác nêu tại phụ lục"
    return f"{text.rstrip('.…')}."


def draft_of(section, figures):
    """Return the draft of a section: a paragraph for each figure that says something."""
    sentences = [
        sentence
        for figure in figures
        if figure["part"] in section.parts
        if (sentence := sentence_of(figure))
    ]
    if sentences:
        return "\n".join(sentences)
    return "Trong kỳ không phát sinh số liệu." if section.parts else ""
