class UnreadableFile(Exception):
    """The file as a whole cannot be imported; the text says why, and what to do."""
