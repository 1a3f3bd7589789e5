def in_order(entries):
    """Return the entries of indices in the order in which their pages were made."""
    return sorted(entries, key=lambda entry: entry.pk)


def that_say_something(entries):
    return [entry for entry in entries if entry.summary]
