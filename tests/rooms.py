"""The rooms of the package as a picture, made from the imports of the code.

``python -m tests.rooms`` prints it, ``--update`` puts it into the page on rooms.
"""

import sys
from pathlib import Path

import grimp

PAGE = Path(__file__).parents[1] / "docs/explanation/rooms.md"
BEGIN, END = "```mermaid\n", "```\n"
PACKAGE = "cchc_wagtail"


def picture():
    """Return the picture in Mermaid: an arrow from each room to those that it rests on directly.

    An arrow that follows from two others is left out.
    """
    graph = grimp.build_graph(PACKAGE)
    rooms = sorted(
        room.removeprefix(f"{PACKAGE}.")
        for room in graph.find_children(PACKAGE)
        if graph.find_children(room)
    )
    below = {room: _rooms_below(graph, room, rooms) for room in rooms}
    lines = ["flowchart TD"]
    for room in rooms:
        further = {low for middle in below[room] for low in _all_below(middle, below)}
        lines += [f"    {room} --> {low}" for low in sorted(below[room] - further)]
    return "\n".join(lines) + "\n"


def _rooms_below(graph, room, rooms):
    imported = graph.find_modules_directly_imported_by
    modules = {f"{PACKAGE}.{room}", *graph.find_descendants(f"{PACKAGE}.{room}")}
    found = {
        target.split(".")[1] for module in modules for target in imported(module) if "." in target
    }
    return {one for one in found if one in rooms and one != room}


def _all_below(room, below):
    return below[room] | {low for middle in below[room] for low in _all_below(middle, below)}


def page_with(drawn):
    """Return the text of the page with ``drawn`` in the place of its picture."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _old, _, after = rest.partition(END)
    return f"{before}{BEGIN}{drawn}{END}{after}"


if __name__ == "__main__":
    if "--update" in sys.argv:
        PAGE.write_text(page_with(picture()), encoding="utf-8")
    else:
        print(picture())
