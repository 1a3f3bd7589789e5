from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Collection
from wagtail.search import index

from cchc_wagtail.language import fold, normalise, slugify

from .fields import VietnameseOrderField
from .names import name_for_reader


class Register(models.Model):
    """One row of a reference register: a name that other content points at."""

    name = models.CharField(_("name"), max_length=255, unique=True)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Used in addresses. Left empty, it is made from the name."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    name_order = VietnameseOrderField("name")

    class Meta:
        abstract = True
        ordering = ["sort_order", "name_order"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.fill_slug()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.name = normalise(self.name)
        self.fill_slug()

    def fill_slug(self):
        self.slug = self.slug or slugify(self.name)[:100]

    @property
    def name_for_reader(self):
        """The name in the language in which the page is read."""
        return name_for_reader(self.slug, self.name)


def same_name(name):
    """Return what two names have in common that differ in case, marks or punctuation alone.

    Rows with such names would have one address: they are one row.
    """
    return slugify(name)


class UnitQuerySet(models.QuerySet):
    def of_user(self, user):
        """The units in whose group ``user`` is."""
        return self.filter(group__in=user.groups.all())


class Unit(Register):
    """A unit of the department (đơn vị): a professional unit, its Office or its leadership."""

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional", _("Professional unit")
        OFFICE = "office", _("Office")
        LEADERSHIP = "leadership", _("Leadership")

    short_name = models.CharField(_("short name"), max_length=50, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind.choices, default=Kind.PROFESSIONAL
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("email"), blank=True)
    group = models.OneToOneField(
        Group,
        verbose_name=_("group of editors"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cchc_unit",
        help_text=_("Members of this group write for the unit."),
    )
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("head"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Who is told when work of the unit is long overdue."),
    )
    collection = models.OneToOneField(
        Collection,
        verbose_name=_("collection"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cchc_unit",
        help_text=_("Where the unit keeps its images and files."),
    )

    objects = UnitQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind"), FieldPanel("sort_order")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
        FieldRowPanel([FieldPanel("group"), FieldPanel("head"), FieldPanel("collection")]),
        FieldPanel("slug"),
    ]

    class Meta(Register.Meta):
        verbose_name = _("unit")
        verbose_name_plural = _("units")


def units_of(user):
    """Return the units in whose group ``user`` is, asked for once a request."""
    if not hasattr(user, "_cchc_units"):
        user._cchc_units = list(Unit.objects.of_user(user))
    return user._cchc_units


def is_in(kind, user):
    """Tell whether ``user`` belongs to a unit of ``kind``, one of ``Unit.Kind``."""
    return any(unit.kind == kind for unit in units_of(user))


def is_confined(user):
    """Tell whether ``user`` works on the content of their own units alone.

    So does everybody but administrators and members of the Office or the leadership.
    """
    return not (
        user.is_superuser or is_in(Unit.Kind.OFFICE, user) or is_in(Unit.Kind.LEADERSHIP, user)
    )


class ReformField(Register):
    """One of the six fields of administrative reform (lĩnh vực cải cách hành chính).

    Source: Nghị quyết 76/NQ-CP of 15/7/2021, the overall reform programme 2021-2030.
    """

    short_name = models.CharField(_("short name"), max_length=50, blank=True)
    description = models.TextField(_("description"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("sort_order")]),
        FieldPanel("description"),
        FieldPanel("slug"),
    ]

    class Meta(Register.Meta):
        verbose_name = _("reform field")
        verbose_name_plural = _("reform fields")


class ThematicArea(Register):
    """The field of a procedure (lĩnh vực), as the national database names it; CPSV-AP's term."""

    panels = [FieldPanel("name"), FieldPanel("sort_order"), FieldPanel("slug")]

    class Meta(Register.Meta):
        verbose_name = _("procedure field")
        verbose_name_plural = _("procedure fields")


class Audience(Register):
    """Who may use a procedure (đối tượng thực hiện)."""

    panels = [FieldPanel("name"), FieldPanel("sort_order"), FieldPanel("slug")]

    class Meta(Register.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")


def tag_key(name):
    """Return what spellings of one tag have in common: “Một cửa”, “MỘT CỬA”; “Hoà giải”."""
    return normalise(name).casefold()


class TagQuerySet(models.QuerySet):
    def get_or_create(self, defaults=None, **kwargs):
        """Find the tag in whatever spelling; taggit asks so for every tag that is typed."""
        name = kwargs.get("name") or kwargs.get("name__iexact")
        if name and (tag := self.filter(key=tag_key(name)).first()):
            return tag, False
        return super().get_or_create(defaults, **kwargs)


class Tag(index.Indexed, TagBase):
    """A tag whose slug keeps the letter đ as d, which Django's own slugs drop."""

    key = models.CharField(max_length=100, unique=True, editable=False)
    name_order = VietnameseOrderField("name")

    objects = TagQuerySet.as_manager()

    search_fields = [index.AutocompleteField("name"), index.AutocompleteField("folded_name")]
    panels = [FieldPanel("name")]

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name_order"]

    def save(self, *args, **kwargs):
        self.name = normalise(self.name)
        self.key = tag_key(self.name)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        same = Tag.objects.filter(key=tag_key(self.name)).exclude(pk=self.pk).first()
        if same:
            text = _("The tag “%(tag)s” already exists.")
            raise ValidationError({"name": text % {"tag": same.name}})

    @property
    def folded_name(self):
        return fold(self.name)

    def slugify(self, tag, i=None):
        slug = slugify(tag) or "the"
        return slug if i is None else f"{slug}-{i}"


class UnreadContent(models.Model):
    """Content of which something – its citations, its search entry – could not be read.

    See ``reading``, whose readers are named in ``reader``.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    content_object = GenericForeignKey()
    reader = models.CharField(max_length=50)
    error = models.TextField(_("fault"))
    since = models.DateTimeField(_("since"), auto_now_add=True)
    tried_at = models.DateTimeField(_("last tried"), auto_now=True)

    class Meta:
        verbose_name = _("content not read")
        verbose_name_plural = _("contents not read")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "reader"],
                name="cchc_organisation_unread_once",
            )
        ]

    def __str__(self):
        return f"{self.reader}: {self.content_type_id}/{self.object_id}"
