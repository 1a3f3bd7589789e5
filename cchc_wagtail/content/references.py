from contextlib import contextmanager


@contextmanager
def noted_once(piece):
    """Note what ``piece``, a page or snippet, refers to once it is saved with all its parts.

    Wagtail would go through the whole of it again for each part that is saved, such as each legal
    basis of a procedure.
    """
    # It asks for models when it is loaded.
    from wagtail import signal_handlers

    if getattr(signal_handlers.reference_index_auto_update_disabled, "value", False):
        yield
        return
    with signal_handlers.disable_reference_index_auto_update():
        yield
    signal_handlers.update_reference_index_on_save(piece)
