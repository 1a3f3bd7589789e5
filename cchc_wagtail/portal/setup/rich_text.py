from itertools import groupby

from django.utils.html import format_html, format_html_join


def to_rich_text(text):
    """Turn plain lines into paragraphs, and lines that begin with a dash into lists (HTML)."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    parts = []
    for is_list, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_list:
            items = format_html_join("", "<li>{}</li>", ((line[2:],) for line in group))
            parts.append(format_html("<ul>{}</ul>", items))
        else:
            parts.append(format_html_join("", "<p>{}</p>", ((line,) for line in group)))
    return "".join(parts)
