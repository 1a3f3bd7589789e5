from django.dispatch import Signal

#: A one-stop report was stored with all its rows; ``post_save`` comes before the rows.
results_changed = Signal()
