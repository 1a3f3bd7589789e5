"""Every page type of ours in a second language, by Wagtail's own means."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page, PageViewRestriction, Site

from cchc_wagtail.contact.models import ContactIndexPage, ContactPage
from cchc_wagtail.content.pages import OwnPage
from cchc_wagtail.digests.models import DigestIndexPage, DigestItem, DigestPage
from cchc_wagtail.indicators.models import IndexListPage, IndexPage, OneStopPage
from cchc_wagtail.initiatives.models import InitiativeIndexPage, InitiativePage
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage, SpecialPage
from cchc_wagtail.organisation.models import Audience, Unit
from cchc_wagtail.plans.models import PlanIndexPage, PlanPage
from cchc_wagtail.portal.models import ReformHomePage
from cchc_wagtail.procedures.models import (
    ProcedureIndexPage,
    ProcedureLegalBasis,
    ProcedurePage,
    RelatedProcedure,
    ServiceChannel,
)
from cchc_wagtail.questions.models import SituationIndexPage, SituationPage
from cchc_wagtail.registry.models import RegistryPage
from tests.factories import (
    ArticlePageFactory,
    ContactPageFactory,
    DigestPageFactory,
    IndexPageFactory,
    InitiativePageFactory,
    PlanContentFactory,
    PlanPageFactory,
    ProcedurePageFactory,
    SituationPageFactory,
    SpecialPageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    return Locale.objects.get(language_code="en")


@pytest.fixture
def pages(section, english):
    """One page of each of our types, in Vietnamese; their parents are in English too."""
    procedures = ProcedureIndexPage.objects.child_of(section).get()
    situations = SituationIndexPage.objects.child_of(section).get()
    column = NewsColumnPage.objects.child_of(section).first()
    related = ProcedurePageFactory(parent=procedures)
    procedure = ProcedurePageFactory(
        parent=procedures,
        code="1.001456",
        slug="cap-ho-chieu",
        unit=Unit.objects.filter(kind="professional").first(),
        steps=[("step", {"heading": "Nộp hồ sơ", "text": "<p>Tại Sở.</p>"})],
        channels=1,
    )
    procedure.audiences = [Audience.objects.first()]
    procedure.legal_bases = [ProcedureLegalBasis(number="49/2019/QH14", title="Luật")]
    procedure.chosen_procedures = [RelatedProcedure(related=related)]
    procedure.tags.set(["hộ chiếu"])
    procedure.save()
    procedures.frequent_procedures = [procedure]
    procedures.save()
    situation = SituationPageFactory(parent=situations, slug="mat-ho-chieu")
    situation.procedures = [procedure]
    situation.save()
    article = ArticlePageFactory(parent=column, body=[("paragraph", "<p>Tin.</p>")])
    contacts = ContactIndexPage.objects.child_of(section).get()
    contact = ContactPageFactory(
        parent=contacts,
        unit=Unit.objects.get(kind="office"),
        slug="van-phong",
        hours=[(1, 5, "07:30", "11:30")],
    )
    special = SpecialPageFactory(parent=column, slug="chuyen-trang")
    digests = DigestIndexPage.objects.child_of(section).get()
    digest = DigestPageFactory(parent=digests, slug="thang-5")
    digest.items = [DigestItem(title="Tin.", page=article)]
    digest.save()
    plans = PlanIndexPage.objects.child_of(section).get()
    plan = PlanPageFactory(parent=plans, slug="2024")
    PlanContentFactory(page=plan)
    indices = IndexListPage.objects.child_of(section).get()
    index = IndexPageFactory(parent=indices, slug="papi")
    one_stop = OneStopPage.objects.child_of(section).get()
    initiatives = InitiativeIndexPage.objects.child_of(section).get()
    initiative = InitiativePageFactory(parent=initiatives, slug="buu-chinh")
    initiative.tags.set(["bưu chính"])
    initiative.save()
    return {
        type(page): page
        for page in [
            section,
            procedures,
            situations,
            RegistryPage.objects.child_of(section).get(),
            column,
            procedure,
            situation,
            article,
            contacts,
            contact,
            special,
            digests,
            digest,
            plans,
            plan,
            indices,
            index,
            one_stop,
            initiatives,
            initiative,
        ]
    }


def translate(page, locale):
    """Publish the translations of ``page`` and of all above it."""
    above = page.get_parent().specific
    if not above.is_root() and not above.has_translation(locale):
        translate(above, locale)
    copy = page.copy_for_translation(locale)
    copy.save_revision().publish()
    return type(page).objects.get(pk=copy.pk)


OWN_TYPES = [
    SpecialPage,
    DigestIndexPage,
    DigestPage,
    ReformHomePage,
    ProcedureIndexPage,
    ProcedurePage,
    SituationIndexPage,
    SituationPage,
    RegistryPage,
    NewsColumnPage,
    ArticlePage,
    ContactIndexPage,
    ContactPage,
    PlanIndexPage,
    PlanPage,
    IndexListPage,
    IndexPage,
    OneStopPage,
    InitiativeIndexPage,
    InitiativePage,
]


def test_all_our_page_types_are_tried():
    def below(model):
        return {model, *(one for sub in model.__subclasses__() for one in below(sub))}

    assert {model for model in below(OwnPage) if not model._meta.abstract} == set(OWN_TYPES)


@pytest.mark.parametrize("model", OWN_TYPES)
def test_a_translation_is_a_draft_with_all_that_the_page_has(pages, english, model):
    page = pages[model]
    above = page.get_parent().specific
    translate(above, english)

    copy = page.copy_for_translation(english)

    copy = model.objects.get(pk=copy.pk)
    assert not copy.live
    assert copy.locale == english
    assert copy.translation_key == page.translation_key
    assert copy.get_parent().locale == english
    assert copy.slug == page.slug
    copy.full_clean()
    for field in model._meta.get_fields():
        if field.name in {"intro", "unit", "steps", "body", "code", "short_answer", "lead"}:
            assert getattr(copy, field.name) == getattr(page, field.name)


def test_a_procedure_keeps_its_children_tags_and_code(pages, english):
    translate(pages[ProcedureIndexPage], english)
    copy = ProcedurePage.objects.get(
        pk=pages[ProcedurePage].copy_for_translation(english).pk,
    )
    assert copy.code == "1.001456"
    assert [one.number for one in copy.legal_bases.all()] == ["49/2019/QH14"]
    assert copy.chosen_procedures.count() == copy.channels.count() == copy.audiences.count() == 1
    assert [tag.name for tag in copy.tags.all()] == ["hộ chiếu"]
    assert copy.steps[0].value["heading"] == "Nộp hồ sơ"
    # Its code is taken by nothing in its own language.
    copy.save_revision().publish()
    assert ProcedurePage.objects.live().filter(code="1.001456").count() == 2


def test_the_code_is_unique_in_each_language(pages, english):
    translated = translate(pages[ProcedurePage], english)
    other = ProcedurePageFactory(
        parent=translated.get_parent(), code="1.001456", locale=english, live=False
    )
    assert other.live_twin == translated


@pytest.mark.parametrize("model", OWN_TYPES)
def test_an_administrator_translates_with_wagtails_own_form(pages, english, client, model):
    page = pages[model]
    translate(page.get_parent().specific, english)
    client.force_login(UserFactory(admin=True))
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    assert client.get(address).status_code == 200
    answer = client.post(address, {"locales": [english.pk]})
    copy = page.get_translation(english)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert client.get(answer.url).status_code == 200
    assert not copy.live


@pytest.mark.parametrize("model", OWN_TYPES)
def test_each_page_leads_to_its_other_language(pages, english, client, model):
    page = pages[model]
    alone = client.get(page.url)
    assert "cchc-languages" not in alone.content.decode()
    assert "hreflang" not in alone.get("Link", "")

    translated = translate(page, english)

    for shown, other in [(page, translated), (translated, page)]:
        answer = client.get(shown.url)
        html = answer.content.decode()
        code = other.locale.language_code
        assert answer.status_code == 200
        assert f'<html lang="{shown.locale.language_code}"' in html
        assert f'<a href="{other.url}" lang="{code}" hreflang="{code}">' in html
        assert f'<{other.full_url}>; rel="alternate"; hreflang="{code}"' in answer["Link"]
        vietnamese = shown if shown.locale.language_code == "vi" else other
        assert f'<{vietnamese.full_url}>; rel="alternate"; hreflang="x-default"' in answer["Link"]


def test_what_is_not_public_is_no_other_language(pages, english, client):
    page = pages[ArticlePage]
    translated = translate(page, english)
    translated.unpublish()
    assert "hreflang" not in client.get(page.url).get("Link", "")
    assert "cchc-languages" not in client.get(page.url).content.decode()


def test_a_list_shows_its_own_language(pages, english, client):
    translated = translate(pages[ProcedurePage], english)
    html = client.get(translated.get_parent().url).content.decode()
    assert translated.url in html
    assert f'"{pages[ProcedurePage].url}"' not in html


def test_a_short_address_leads_to_the_readers_language(pages, english, client):
    page = pages[ProcedurePage]
    translated = translate(page, english)
    assert client.get("/thu-tuc/1-001456/").url == page.url
    assert client.get("/en/thu-tuc/1-001456/").url == translated.url
    page.unpublish()
    assert client.get("/thu-tuc/1-001456/").url == translated.url
    assert client.get("/en/thu-tuc/").url == translated.get_parent().url


def test_what_is_chosen_is_shown_in_the_language_of_the_page(pages, english, client):
    procedure, situation = pages[ProcedurePage], pages[SituationPage]
    assert situation.live_procedures == [procedure]
    english_situation = translate(situation, english)
    # Until the procedure is translated, readers are led to it as it is.
    assert english_situation.live_procedures == [procedure]
    english_procedure = translate(procedure, english)
    english_situation = SituationPage.objects.get(pk=english_situation.pk)
    assert english_situation.live_procedures == [english_procedure]
    assert english_procedure.situation_list == [english_situation]
    assert procedure.situation_list == [situation]


def test_the_home_shows_the_frequent_procedures_in_its_language(pages, english, client):
    translated = translate(pages[ProcedurePage], english)
    home = translated.get_parent().get_parent()
    html = client.get(home.url).content.decode()
    assert translated.url in html
    assert f'"{pages[ProcedurePage].url}"' not in html


def test_what_is_repealed_is_taken_down_in_all_languages(pages, english, client):
    page = pages[ProcedurePage]
    translated = translate(page, english)
    page.standing, page.withdrawn_by = ProcedurePage.Standing.REPEALED, "Quyết định 1/QĐ-BNG"
    page.save_revision().publish()
    answer = client.get(translated.url)
    assert answer.status_code == 410
    assert "Quyết định 1/QĐ-BNG" in answer.content.decode()
    draft = ProcedurePage.objects.get(pk=translated.pk).get_latest_revision_as_object()
    assert draft.standing == ProcedurePage.Standing.REPEALED


def test_feeds_open_data_and_sitemap_know_the_languages(pages, english, client):
    page = pages[ProcedurePage]
    translated = translate(page, english)
    assert translated.url not in client.get("/nguon-tin/thu-tuc/").content.decode()
    assert translated.url in client.get("/en/nguon-tin/thu-tuc/").content.decode()

    def listed(address):
        return {item["id"] for item in client.get(address).json()["items"]}

    assert page.pk in listed("/api/cchc/v2/procedures/")
    assert translated.pk not in listed("/api/cchc/v2/procedures/")
    assert listed("/api/cchc/v2/procedures/?locale=en") == {translated.pk}
    assert listed("/en/api/cchc/v2/procedures/") == {translated.pk}
    assert listed(f"/api/cchc/v2/procedures/?translation_of={page.pk}") == {translated.pk}
    assert client.get(f"/api/cchc/v2/procedures/{translated.pk}/").status_code == 200

    xml = client.get("/so-do-trang-procedure.xml").content.decode()
    for one in (page, translated):
        assert f"<loc>http://testserver{one.url}</loc>" in xml
    alternate = '<xhtml:link rel="alternate" hreflang="{}" href="http://testserver{}"/>'
    for code, one in [("vi", page), ("en", translated), ("x-default", page)]:
        assert xml.count(alternate.format(code, one.url)) == 2


def test_a_record_changes_the_page_in_the_language_of_records(pages, english):
    from cchc_wagtail.procedures.records.importer import ProcedureImporter

    page = pages[ProcedurePage]
    translate(page, english)
    page.unpublish()
    importer = ProcedureImporter()
    assert importer.find(["1.001456"])["1.001456"] == page
    assert "1.001456" not in [row["ma_thu_tuc"] for row in importer.export()]


def test_the_section_has_the_same_rights_workflow_and_privacy_in_all_languages(pages, english):
    section = pages[ReformHomePage]
    restriction = PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.LOGIN
    )
    translated = translate(section, english)
    rights = [
        sorted(one.group_permissions.values_list("group", "permission"))
        for one in (section, translated)
    ]
    assert rights[0] == rights[1] != []
    assert translated.get_workflow() == section.get_workflow() is not None
    (same,) = PageViewRestriction.objects.filter(page=translated)
    assert same.pk != restriction.pk
    assert same.restriction_type == restriction.restriction_type


def test_pages_of_the_site_get_no_rights_from_us(pages, english):
    root = Site.objects.get().root_page
    group = Group.objects.create(name="Ban biên tập")
    permission = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    assert not translate(root.specific, english).group_permissions.exists()


@pytest.mark.parametrize(
    "kind, is_allowed", [("professional", True), ("office", True), ("leadership", False)]
)
def test_a_unit_translates_what_it_writes(pages, english, log_in, kind, is_allowed):
    translate(pages[ProcedureIndexPage], english)
    page, unit = pages[ProcedurePage], Unit.objects.filter(kind=kind).first()
    page.unit = unit
    page.save()
    client = log_in(kind)
    address = reverse("simple_translation:submit_page_translation", args=[page.pk])
    answer = client.post(address, {"locales": [english.pk]}, follow=True)
    assert page.has_translation(english) is is_allowed
    if is_allowed:
        assert answer.status_code == 200
        copy = ProcedurePage.objects.get(pk=page.get_translation(english).pk)
        assert copy.permissions_for_user(answer.context["user"]).can_submit_for_moderation()
        assert not copy.permissions_for_user(answer.context["user"]).can_publish()


def test_a_site_in_one_language_asks_nothing(pages, settings, django_assert_num_queries):
    settings.WAGTAIL_I18N_ENABLED = False
    with django_assert_num_queries(0):
        assert pages[ProcedurePage].language_versions == []


def test_our_addresses_pass_on_to_pages_of_the_site_in_its_languages(pages, english, client):
    root = Site.objects.get().root_page.specific
    translated = translate(root, english)
    page = Page(title="Guide", slug="thu-tuc", locale=english)
    translated.add_child(instance=page)
    assert client.get("/en/thu-tuc/").status_code == 200


def test_times_and_fees_are_facts_of_their_own(pages, english):
    translated = translate(pages[ProcedurePage], english)
    (channel,) = ServiceChannel.objects.filter(page=translated)
    assert channel.limits[0]["amount"] == Decimal(5)
    assert channel.charges[0]["amount"] == "200.000 đồng/lần"
