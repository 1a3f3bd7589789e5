"""What the search knows: one flat entry for each published page or document.

Everything here is derived from the content and can be thrown away and made anew
(``cchc_index``); the full-text index of an engine is derived from it in turn.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

PASSAGE_BITS = 12
MAX_PASSAGES = 1 << PASSAGE_BITS


class SearchEntry(models.Model):
    """One published page or document as the search sees it.

    ``folded_title`` holds the folded syllables of the title with one space between and around
    them, so that a plain substring test finds whole syllables. ``url`` is relative to ``site``;
    no site means that the entry belongs to every site, no ``language`` that it suits every
    language. ``version`` grows with every write; ``engine_version`` is the version that the
    database's own index holds, ``delivered_version`` the one that a search server holds (0 for
    none): they differ while the one or the other is behind.
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
    ``folded`` is made like ``SearchEntry.folded_title``.
    """

    id = models.BigIntegerField(primary_key=True)
    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="passages")
    # Before the text, for SQLite reads a row from its beginning, and the ranking needs no more.
    folded = models.TextField()
    text = models.TextField()
    anchor = models.CharField(max_length=255, blank=True)

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


class EntryKey(models.Model):
    """A number or code that leads straight to an entry, made by ``exact_keys.exact_key``."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="keys")
    key = models.CharField(max_length=255, db_index=True)

    class Meta:
        verbose_name = _("exact key")
        verbose_name_plural = _("exact keys")

    def __str__(self):
        return self.key


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
