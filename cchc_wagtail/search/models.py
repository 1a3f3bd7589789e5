"""The data of the search: one flat entry for each published page or document.

Everything here is derived from the content and can be thrown away and made anew
(``cchc_index``); the full-text index of an engine is derived from it in turn.
"""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cchc_wagtail.language import normalise

from .text.contradictions import MOST_TITLES, contradictions, titles_called
from .text.terms import folded_syllables

PASSAGE_BITS = 12
MAX_PASSAGES = 1 << PASSAGE_BITS


class SearchEntry(models.Model):
    """One published page or document as the search sees it.

    ``folded_title`` holds the folded syllables of the title with one space between and around
    them, so that a plain substring test finds whole syllables; other names follow, each after a
    ``|``. ``url`` is relative to ``site``;
    no site means that the entry belongs to every site, no ``language`` that it suits every
    language; entries with the same ``translation_key`` are one page in several languages.
    ``version`` grows with every change of the text; ``engine_version`` is the version
    that the database's own index holds, ``delivered_version`` the one that a search server holds
    (0 for none): they differ while the one or the other is behind.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(max_length=255)
    title = models.TextField(_("title"))
    folded_title = models.TextField()
    summary = models.TextField(_("summary"), blank=True)
    url = models.TextField(_("address"))
    date = models.DateField(_("date"), null=True)
    site = models.ForeignKey(
        "wagtailcore.Site", null=True, on_delete=models.CASCADE, related_name="+"
    )
    language = models.CharField(max_length=20, blank=True)
    translation_key = models.UUIDField(null=True, db_index=True)
    version = models.BigIntegerField(default=0)
    engine_version = models.BigIntegerField(default=0)
    delivered_version = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="cchc_search_one_entry_an_object"
            )
        ]
        indexes = [
            models.Index("date", "id", name="cchc_search_entry_date"),
            models.Index(
                "id",
                condition=~models.Q(engine_version=models.F("version")),
                name="cchc_search_entry_behind",
            ),
            models.Index(
                "id",
                condition=~models.Q(delivered_version=models.F("version")),
                name="cchc_search_entry_undelivered",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def in_engine(self):
        """Whether the engine holds this entry as it is stored."""
        return bool(self.version) and self.engine_version == self.version


class SearchPassage(models.Model):
    """A piece of an entry's text; piece 0 is the title with the summary.

    The primary key says whose piece it is (see ``passage_id``), which spares the engine a join.
    ``folded`` is made like ``SearchEntry.folded_title``. A piece that ``speaks`` says what the
    entry is about.
    """

    id = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="passages")
    # Before the text, for SQLite reads a row from its beginning, and the ranking needs no more.
    folded = models.TextField()
    text = models.TextField()
    anchor = models.CharField(max_length=255, blank=True)
    speaks = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")

    def __str__(self):
        return self.text[:80]


def passage_id(entry_id, order):
    """Return the primary key of the passage number ``order`` (below 4,096) of an entry."""
    return entry_id << PASSAGE_BITS | order


class ForgottenPassage(models.Model):
    """A passage that is no more, and that a search server has still to be told to forget."""

    id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField()

    class Meta:
        verbose_name = _("forgotten passage")
        verbose_name_plural = _("forgotten passages")

    def __str__(self):
        return str(self.pk)


class FacetValue(models.Model):
    """A value by which results are filtered and counted, with the label that readers see."""

    name = models.CharField(max_length=30)
    value = models.CharField(max_length=150)
    label = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("facet value")
        verbose_name_plural = _("facet values")
        constraints = [
            models.UniqueConstraint(fields=["name", "value"], name="cchc_search_facet_value")
        ]

    def __str__(self):
        return f"{self.name}: {self.label}"


class EntryFacet(models.Model):
    """An entry has a facet value. Two covering indexes: counting by entry, filtering by value."""

    entry = models.ForeignKey(
        SearchEntry, on_delete=models.CASCADE, related_name="entry_facets", db_index=False
    )
    facet_value = models.ForeignKey(
        FacetValue, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "facet_value"], name="cchc_search_entry_facet")
        ]
        indexes = [models.Index("facet_value", "entry", name="cchc_search_facet_entry")]

    def __str__(self):
        return f"{self.entry_id}: {self.facet_value_id}"


class EntryPeriod(models.Model):
    """An entry has a facet value from one day to another, both included."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="periods")
    facet_value = models.ForeignKey(FacetValue, on_delete=models.CASCADE, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()

    def __str__(self):
        return f"{self.entry_id}: {self.facet_value_id} {self.begins_on} – {self.ends_on}"


class EntryKey(models.Model):
    """A number or code that leads straight to an entry, made by ``exact_keys.exact_key``."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=255, db_index=True)

    class Meta:
        verbose_name = _("exact key")
        verbose_name_plural = _("exact keys")

    def __str__(self):
        return self.key


class Synonym(models.Model):
    """Words that people type, and those of the site for them; applied when a query is read."""

    words = models.CharField(
        _("people type"), max_length=100, help_text=_("For example: bằng lái, GPLX.")
    )
    meaning = models.CharField(
        _("it stands for"), max_length=200, help_text=_("For example: giấy phép lái xe.")
    )
    both_ways = models.BooleanField(
        _("both ways"),
        default=False,
        help_text=_("Who types the second is shown results with the first as well."),
    )
    folded_words = models.CharField(max_length=100, editable=False, db_index=True)
    folded_meaning = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["folded_words", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["folded_words", "folded_meaning"],
                name="cchc_search_one_synonym",
            )
        ]

    def __str__(self):
        return f"{self.words} {'↔' if self.both_ways else '→'} {self.meaning}"

    def save(self, *args, **kwargs):
        self.fold()
        super().save(*args, **kwargs)

    def clean(self):
        self.check_words()
        others = list(
            Synonym.objects.filter(
                models.Q(pk=self.pk)
                | models.Q(folded_words__in=[self.folded_words, self.folded_meaning])
                | models.Q(folded_meaning=self.folded_words)
            )
        )
        before = next((one for one in others if one.pk == self.pk), None)
        others = [one for one in others if one is not before]
        pair = (self.folded_words, self.folded_meaning)
        if pair in [(one.folded_words, one.folded_meaning) for one in others]:
            raise ValidationError(_("This synonym already exists."))
        problems = list(contradictions(self, others))
        if before is None or before.folded_words != self.folded_words:
            problems += self.titles_drawn_from()
        if problems:
            raise ValidationError(problems)

    def titles_drawn_from(self):
        """Return, in a list, what is wrong where the words are what the site calls many things."""
        titles = SearchEntry.objects.filter(folded_title__contains=f" {self.folded_words} ")
        called = titles_called(self, titles.values_list("title", flat=True))
        if len(called) < MOST_TITLES:
            return []
        return [
            _(
                "%(count)d titles of the site have “%(words)s” as it stands, such as “%(title)s”: "
                "who types it means them. Write more words."
            )
            % {"count": len(called), "words": self.words, "title": called[0]}
        ]

    def check_words(self):
        """Raise ``ValidationError`` where the words say nothing, or both the same."""
        self.fold()
        for name in ("words", "meaning"):
            if not getattr(self, f"folded_{name}"):
                raise ValidationError({name: _("Write at least one word.")})
        if self.folded_words == self.folded_meaning:
            raise ValidationError({"meaning": _("That is the same; marks need no synonym.")})

    def directions(self):
        """Yield (folded, written, meaning) for each direction in which it is read."""
        yield self.folded_words, self.words, self.meaning
        if self.both_ways:
            yield self.folded_meaning, self.meaning, self.words

    def fold(self):
        """Bring the texts to their normal form, and their folded forms into line with them."""
        self.words, self.meaning = normalise(self.words), normalise(self.meaning)
        self.folded_words = " ".join(folded_syllables(self.words))
        self.folded_meaning = " ".join(folded_syllables(self.meaning))


class ShippedSynonym(models.Model):
    """A pair that set-up has put into the register of synonyms; it does so once.

    So what an editor changes or deletes stays changed and deleted.
    """

    folded_words = models.CharField(max_length=100)
    folded_meaning = models.CharField(max_length=200)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["folded_words", "folded_meaning"],
                name="cchc_search_shipped_once",
            )
        ]

    def __str__(self):
        return f"{self.folded_words} → {self.folded_meaning}"


class LoggedQuery(models.Model):
    """How often something was looked for on a day, what was found, and how often it was opened.

    Nothing tells who looked: no address, no account, no time of day. Long numbers and mail
    addresses are masked before anything is stored.
    """

    day = models.DateField(_("day"))
    folded = models.CharField(max_length=100)
    text = models.CharField(_("query"), max_length=100)
    count = models.PositiveIntegerField(_("searches"), default=0)
    clicks = models.PositiveIntegerField(_("results opened"), default=0)
    total = models.PositiveIntegerField(_("results"), default=0)
    is_near = models.BooleanField(_("near only"), default=False)

    class Meta:
        verbose_name = _("logged query")
        verbose_name_plural = _("logged queries")
        constraints = [
            models.UniqueConstraint(fields=["day", "folded"], name="cchc_search_query_a_day")
        ]

    def __str__(self):
        return self.text


class OpenedResult(models.Model):
    """How often an entry was opened on a day after what was looked for; see ``LoggedQuery``."""

    day = models.DateField()
    folded = models.CharField(max_length=100)
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["folded", "entry", "day"], name="cchc_search_opened_a_day"
            )
        ]

    def __str__(self):
        return f"{self.folded} → {self.entry_id}"


class TermFrequency(models.Model):
    """In how many passages a term stands; the empty term counts all passages.

    A term is a folded syllable, or two neighbouring ones joined by ``_``.
    """

    term = models.CharField(primary_key=True, max_length=130)
    count = models.BigIntegerField()

    class Meta:
        verbose_name = _("term frequency")
        verbose_name_plural = _("term frequencies")

    def __str__(self):
        return f"{self.term}: {self.count}"


class UsedReceipt(models.Model):
    """That a results page has told of its search, or of an opened result, so that it counts once.

    The receipt is a random number: it leads neither to who searched nor to what for.
    """

    key = models.CharField(max_length=30, primary_key=True)
    mark = models.UUIDField(default=uuid.uuid4)
    used_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.key
