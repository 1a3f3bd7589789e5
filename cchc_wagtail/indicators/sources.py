"""Sources that disagree: all are kept, one is shown, and the others are named beside it."""


def with_other_sources(figures):
    """Return those of ``figures`` that are shown, each with ``other_sources``, in their order.

    These are the published figures of the same index, period and territory that are not shown.
    """
    others = {}
    shown = []
    for figure in figures:
        if figure.is_chosen:
            shown.append(figure)
        elif figure.state == figure.State.PUBLISHED:
            others.setdefault(tuple(figure.identity.values()), []).append(figure)
    for figure in shown:
        figure.other_sources = others.get(tuple(figure.identity.values()), [])
    return shown
