class ExcelCsvMixin:
    """Begins the CSV files of a view with the mark by which Excel knows that they are UTF-8."""

    def stream_csv(self, queryset):
        yield "\ufeff"
        yield from super().stream_csv(queryset)
