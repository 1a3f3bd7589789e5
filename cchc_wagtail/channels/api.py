"""The open JSON API of what everybody may read, read-only: each kind of content has its view set.

It follows the conventions of Wagtail's API v2: ``?fields=``, ``?search=``, ``?limit=`` and so on.
"""

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, BooleanField
from django.http import Http404
from rest_framework.fields import Field
from rest_framework.relations import StringRelatedField
from taggit.managers import TaggableManager
from wagtail.api import APIField
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet, PagesAPIViewSet
from wagtail.fields import StreamField
from wagtail.models import Locale, Site

from cchc_wagtail.frontend.languages import content_languages, pages_of_site
from cchc_wagtail.search.kinds import kinds

#: The largest key that the databases have.
LARGEST_NUMBER = BigIntegerField.MAX_BIGINT


class Computed(Field):
    """A field whose value a function makes from the whole object."""

    def __init__(self, function, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)
        self.function = function

    def to_representation(self, instance):
        return self.function(instance, self.context["request"])


def computed(name, function):
    return APIField(name, serializer=Computed(function))


def named(name, many=False):
    return APIField(name, serializer=StringRelatedField(many=many, read_only=True))


class TypedFieldsFilter(FieldsFilter):
    """Wagtail's filter by fields, for which a value that a field cannot have is a wrong query."""

    def filter_queryset(self, request, queryset, view):
        fields = view.get_available_fields(queryset.model, db_fields_only=True)
        for name in request.GET.keys() & set(fields) - {"locale"}:
            check_value(queryset.model._meta.get_field(name), request.GET[name])
        return super().filter_queryset(request, queryset, view)


class WordsFilter(SearchFilter):
    """Wagtail's search; a quotation mark is no word, and SQLite takes one for syntax."""

    def filter_queryset(self, request, queryset, view):
        if '"' in request.GET.get("search", ""):
            query = request.GET.copy()
            query["search"] = query["search"].replace('"', " ")
            request._request.GET = query
        return super().filter_queryset(request, queryset, view)


#: Instead of Wagtail's.
CHECKED = {FieldsFilter: TypedFieldsFilter, SearchFilter: WordsFilter}


def check_value(field, value):
    """See that ``field`` can have the typed ``value``.

    Raises:
        BadRequestError: it cannot.
    """
    if isinstance(field, TaggableManager | BooleanField):
        return
    if isinstance(field, StreamField):
        raise BadRequestError(f"one cannot filter by {field.name}")
    holder = field.related_model._meta.pk if field.is_relation else field
    while holder.remote_field:
        holder = holder.target_field
    try:
        holder.run_validators(holder.to_python(value))
    except (ValidationError, ValueError, OverflowError) as error:
        raise BadRequestError(f"“{value[:80]}” is no value of {field.name}") from error


class CheckedQueriesMixin:
    """Answers 400 or 404, with what is wrong, whatever stands in the address."""

    #: Parameters that are a number, of a page or of rows.
    numbers = {"limit", "offset", "child_of", "ancestor_of", "descendant_of", "translation_of"}

    def dispatch(self, request, *args, **kwargs):
        if kwargs.get("pk", 0) > LARGEST_NUMBER:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        for name, value in request.GET.items():
            if "\x00" in value:
                raise BadRequestError(f"null characters are not allowed for {name}")
            if name in self.numbers and value.lstrip("-").isdigit() and not _is_number(value):
                raise BadRequestError(f"{name} must be a number up to {LARGEST_NUMBER}")

    def find_object(self, queryset, request):
        if "id" in request.GET and not _is_number(request.GET["id"]):
            raise BadRequestError("id must be a number")
        return super().find_object(queryset, request)


def _is_number(text):
    return text.isascii() and text.isdigit() and int(text) <= LARGEST_NUMBER


class PublicPagesAPIViewSet(CheckedQueriesMixin, PagesAPIViewSet):
    """Pages of one type that everybody may read, on the site that is asked.

    It answers at ``endpoint``. A room names in ``selected`` and ``prefetched`` what its fields need
    of other tables.
    """

    endpoint = ""
    selected = ["locale"]
    prefetched = []
    filter_backends = [CHECKED.get(one, one) for one in PagesAPIViewSet.filter_backends]

    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"type", "site"}

    def filter_queryset(self, queryset):
        # A list has each page once: in the reader's language, unless another one is asked for.
        # By the row, as Wagtail's search cannot read a condition on another table.
        is_open = {"locale", "translation_of"}.isdisjoint(self.request.GET)
        if self.action == "listing_view" and is_open and content_languages():
            queryset = queryset.filter(locale=Locale.get_active())
        return super().filter_queryset(queryset)

    def get_queryset(self):
        # Not public_pages(): Wagtail's search cannot read a condition of that kind.
        pages = self.model.objects.live().public()
        site = Site.find_for_request(self.request)
        if site:
            pages = pages_of_site(pages, site)
        pages = pages.select_related(*self.selected).prefetch_related(*self.prefetched)
        return pages.order_by("id")


class PublicObjectsAPIViewSet(CheckedQueriesMixin, BaseAPIViewSet):
    """Snippets of one type that everybody may read; it answers at ``endpoint``."""

    endpoint = ""
    filter_backends = [TypedFieldsFilter, OrderingFilter, WordsFilter]


def build_router():
    """Return the addresses of the view sets of all kinds of content."""
    router = WagtailAPIRouter("cchc_wagtail:api")
    for kind in kinds():
        if kind.api:
            router.register_endpoint(kind.api.endpoint, kind.api)
    return router
