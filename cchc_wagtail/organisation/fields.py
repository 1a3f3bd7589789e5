from django.db import models

from cchc_wagtail.language import sort_key


class VietnameseOrderField(models.CharField):
    """Holds the key by which the text in the field ``source`` stands in Vietnamese order.

    Databases order by code point, Đ after Y, or as their server was set up; by this column all
    order alike. It is filled in whenever the row is stored.
    """

    def __init__(self, source, **kwargs):
        self.source = source
        kwargs.setdefault("max_length", 255)
        kwargs.setdefault("default", "")
        super().__init__(**kwargs | {"editable": False, "db_index": True})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("editable", "db_index"):
            kwargs.pop(fixed, None)
        return name, path, [self.source, *args], kwargs

    def pre_save(self, model_instance, add):
        key = sort_key(getattr(model_instance, self.source) or "")[: self.max_length]
        setattr(model_instance, self.attname, key)
        return key
