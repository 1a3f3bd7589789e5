from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, Site

from cchc_wagtail import clock
from cchc_wagtail.content.pages import ContentPage, SectionPage
from cchc_wagtail.editorial.panels import ReviewPanel
from cchc_wagtail.organisation.contact import contact_of
from cchc_wagtail.organisation.models import Unit
from cchc_wagtail.registry.panels import CitationsPanel
from cchc_wagtail.search.descriptions import EntryDescription, facet_values
from cchc_wagtail.search.text.passages import plain_text, split_passages
from cchc_wagtail.search.visibility import public_pages

from .forms import ContactPageForm
from .in_charge import in_charge
from .opening import (
    WEEKDAYS,
    Hours,
    by_days,
    hours_in_words,
    hours_on,
    opening_in_words,
    times_in_words,
)
from .structured_data import government_office


class ContactIndexPage(SectionPage):
    """Lists the units with the ways to reach them, in the order of the register."""

    parent_page_types = ["cchc_portal.ReformHomePage"]
    subpage_types = ["cchc_contact.ContactPage"]
    template = "cchc_contact/contact_index_page.html"

    class Meta:
        verbose_name = _("list of contacts")
        verbose_name_plural = _("lists of contacts")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["contacts"] = in_order(ContactPage.objects.child_of(self))
        return context


def in_order(contacts):
    """Return the public ones of ``contacts``, a query set, in the order of their units."""
    order = ["unit__sort_order", "unit__name_order", "pk"]
    return public_pages(contacts).select_related("unit").order_by(*order)


class ContactPage(ContentPage):
    """How a unit is reached, when it is open, and what it handles (schema.org GovernmentOffice).

    Address, telephone and mail are those of the register of units.
    """

    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="%(app_label)s_%(class)s_set",
        help_text=_(
            "Its address, telephone and email are shown as the register of units has them."
        ),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "What people call it, one name a line, such as “bộ phận một cửa”. It is found by them "
            "as by its title; readers do not see them."
        ),
    )
    map_url = models.URLField(_("link to a map"), max_length=500, blank=True)
    hours_note = models.CharField(
        _("note on the hours"),
        max_length=255,
        blank=True,
        help_text=_("Such as “papers are taken until 16:30”."),
    )
    duties = RichTextField(
        _("what it handles"), blank=True, features=["bold", "italic", "ol", "ul", "link"]
    )

    content_panels = [
        ReviewPanel(),
        *Page.content_panels,
        FieldPanel("unit"),
        FieldPanel("other_names"),
        InlinePanel("opening_hours", heading=_("Opening hours"), label=_("Hours")),
        FieldPanel("hours_note"),
        FieldPanel("map_url"),
        FieldPanel("duties"),
        CitationsPanel(),
    ]
    route_select_related = ["unit"]
    parent_page_types = ["cchc_contact.ContactIndexPage"]
    base_form_class = ContactPageForm
    template = "cchc_contact/contact_page.html"

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def clean(self):
        super().clean()
        if self.live and self.live_twin:
            raise ValidationError({"unit": self.twin_message})

    @property
    def live_twin(self):
        """The published page of the same unit in this language, if it is another."""
        twins = ContactPage.objects.live().filter(unit=self.unit_id, locale_id=self.locale_id)
        return twins.exclude(pk=self.pk).first()

    @property
    def twin_message(self):
        return _("“%(title)s”, which is published, tells of this unit: change that page.") % {
            "title": self.live_twin.title
        }

    def why_not_published(self, revision):
        wanted = revision.as_object()
        return super().why_not_published(revision) or (
            wanted.twin_message if wanted.live_twin else ""
        )

    @property
    def permalink(self):
        return reverse("cchc_wagtail:unit", args=[self.unit.slug])

    @cached_property
    def hours(self):
        """Its opening hours as a list of ``Hours``."""
        return [row.as_hours for row in self.opening_hours.all()]

    @property
    def hours_in_words(self):
        return hours_in_words(self.hours)

    @property
    def opening_now(self):
        """Whether it is open now, in a sentence; empty where its hours are not known."""
        return opening_in_words(self.hours, clock.now())

    @property
    def hours_table(self):
        """Its hours as rows: the days, a list of times, and whether they hold today."""
        today = hours_on(self.hours, clock.today())
        return [
            (
                days,
                [times_in_words([row]) for row in rows],
                any(row in today for row in rows),
            )
            for days, rows in by_days(self.hours).items()
        ]

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            **in_charge(self.unit, self.locale.language_code, Site.find_for_request(request)),
            "structured_data": government_office(self, request.build_absolute_uri),
        }

    @property
    def meta_description(self):
        return self.search_description or contact_of(self.unit)

    def get_search_entry(self):
        with override(self.locale.language_code):
            return EntryDescription(
                kind="contact",
                key=self.slug,
                title=self.title,
                url=self.url or "",
                summary=contact_of(self.unit),
                passages=split_passages(*self._labelled(), plain_text(self.duties)),
                other_names=[
                    name for line in self.other_names.splitlines() if (name := line.strip())
                ],
                facets={"unit": facet_values(self.unit)},
            )

    def _labelled(self):
        """Yield how it is reached, as the page shows it: what is not known is asked for too."""
        facts = [
            (_("Telephone number"), self.unit.telephone),
            (_("Email"), self.unit.email),
            (_("Address"), self.unit.address),
            (_("Opening hours"), self.hours_in_words),
        ]
        yield f"{_('Contact')}."
        yield from (f"{label}: {value or _('No information yet')}." for label, value in facts)


class OpeningHours(Orderable):
    """Hours that are the same on some weekdays in a row; a break at noon makes two rows."""

    page = ParentalKey(ContactPage, on_delete=models.CASCADE, related_name="opening_hours")
    first_day = models.PositiveSmallIntegerField(
        _("first day"), choices=list(WEEKDAYS.items()), default=1
    )
    last_day = models.PositiveSmallIntegerField(
        _("last day"), choices=list(WEEKDAYS.items()), default=5
    )
    opens = models.TimeField(_("opens at"))
    closes = models.TimeField(_("closes at"))

    panels = [
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def __str__(self):
        return hours_in_words([self.as_hours])

    @property
    def as_hours(self):
        return Hours(self.first_day, self.last_day, self.opens, self.closes)

    def clean(self):
        super().clean()
        errors = {}
        if self.first_day and self.last_day and self.last_day < self.first_day:
            errors["last_day"] = _("The last day comes before the first.")
        if self.opens and self.closes and self.closes <= self.opens:
            errors["closes"] = _("It closes before it opens.")
        if errors:
            raise ValidationError(errors)
