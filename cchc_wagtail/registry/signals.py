from django.dispatch import Signal

#: Sent with ``instance``, a document or a list of them, once all of it is saved: its own row, and
#: what a form chooses for it, which modelcluster stores after Django's ``post_save``.
saved_whole = Signal()
