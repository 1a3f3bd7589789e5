"""No name of the package keeps a site from having the same: page types, fields, addresses."""

from django.apps import apps

OURS = "cchc_"

#: What page types of sites are called most often; any of them may stand beside ours.
COMMON = """
    ArticlePage ArticleIndexPage NewsPage NewsIndexPage NewsColumnPage BlogPage BlogIndexPage
    HomePage StandardPage FormPage EventPage EventIndexPage LandingPage SectionPage ContentPage
    PersonPage PeopleIndexPage LocationPage LocationsIndexPage ProcedurePage ProcedureIndexPage
    SituationPage SituationIndexPage RegistryPage ReformHomePage FaqPage FaqIndexPage ServicePage
    DocumentPage DocumentIndexPage GalleryPage ContactPage SearchPage ProjectPage LegalDocument
    Question Feedback Unit Tag Issuer DocumentType Synonym ImportRun
"""


def relations():
    """Yield the fields of the package that point at models of others, each with its field there."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.app_label.startswith(OURS):
            continue
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            relation = field.remote_field
            if relation is None or relation.hidden or model._meta.auto_created:
                continue
            if not field.related_model._meta.app_label.startswith(OURS):
                yield field, relation


def test_ways_back_from_models_of_others_name_the_app():
    found = list(relations())
    assert found
    for field, relation in found:
        for name in [relation.get_accessor_name(), field.related_query_name()]:
            assert OURS in name, f"{field}: {name}"


def test_a_site_may_have_page_types_of_the_same_name():
    """The way back that Django gives a page type of a site is the name of its class."""
    taken = {relation.get_accessor_name() for _field, relation in relations()}
    assert not taken & {name.lower() for name in COMMON.split()}


def test_tables_indexes_and_constraints_name_the_app():
    names = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label.startswith(OURS):
            names.add(model._meta.db_table)
            names |= {one.name for one in [*model._meta.indexes, *model._meta.constraints]}
    assert names
    assert all(name.startswith(OURS) for name in names)
