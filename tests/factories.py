"""Test data. Traits say what makes a row special; everything else is plain."""

import datetime
from decimal import Decimal

import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory
from wagtail.models import Site
from wagtail_factories import PageFactory

from cchc_wagtail.contact.models import ContactIndexPage, ContactPage, OpeningHours
from cchc_wagtail.digests.models import DigestIndexPage, DigestPage
from cchc_wagtail.indicators.models import (
    Index,
    IndexListPage,
    IndexPage,
    OneStopPage,
    Territory,
)
from cchc_wagtail.initiatives.models import (
    Adoption,
    InitiativeIndexPage,
    InitiativePage,
    Proposal,
)
from cchc_wagtail.news.models import ArticlePage, NewsColumnPage, SpecialPage
from cchc_wagtail.organisation.models import ReformField, ThematicArea, Unit
from cchc_wagtail.plans.models import PlanContent, PlanIndexPage, PlanPage
from cchc_wagtail.procedures.models import ProcedureIndexPage, ProcedurePage, ServiceChannel
from cchc_wagtail.questions.models import Feedback, Question, SituationIndexPage, SituationPage
from cchc_wagtail.registry.models import (
    DocumentRelation,
    DocumentType,
    Issuer,
    LegalDocument,
    Level,
    RegistryPage,
    RelationKind,
)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        admin = factory.Trait(is_superuser=True, is_staff=True)

    username = factory.Sequence("user{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("secret")

    @factory.post_generation
    def groups(self, create, extracted, **kwargs):
        if extracted:
            self.groups.add(*extracted)


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit
        django_get_or_create = ["name"]

    class Params:
        office = factory.Trait(name="Văn phòng Sở", kind=Unit.Kind.OFFICE)
        leadership = factory.Trait(name="Ban Giám đốc Sở", kind=Unit.Kind.LEADERSHIP)

    name = factory.Sequence("Phòng chuyên môn {}".format)


class ReformFieldFactory(DjangoModelFactory):
    class Meta:
        model = ReformField
        django_get_or_create = ["name"]

    name = "Cải cách thủ tục hành chính"


class ThematicAreaFactory(DjangoModelFactory):
    class Meta:
        model = ThematicArea
        django_get_or_create = ["name"]

    name = "Quản lý xuất nhập cảnh"


class DocumentTypeFactory(DjangoModelFactory):
    class Meta:
        model = DocumentType
        django_get_or_create = ["name"]

    name = "Nghị định"
    abbreviation = "NĐ"
    normative = True


class IssuerFactory(DjangoModelFactory):
    class Meta:
        model = Issuer
        django_get_or_create = ["name"]

    class Params:
        province = factory.Trait(
            name="Ủy ban nhân dân tỉnh Tây Ninh", abbreviation="UBND", level=Level.PROVINCE
        )

    name = "Chính phủ"
    abbreviation = "CP"


class LegalDocumentFactory(DjangoModelFactory):
    """A document, and a public list of all documents where there is no list yet."""

    class Meta:
        model = LegalDocument

    class Params:
        draft = factory.Trait(live=False)

    number = factory.Sequence(lambda count: f"{1000 + count}/2018/NĐ-CP")
    document_type = factory.SubFactory(DocumentTypeFactory)
    issuer = factory.SubFactory(IssuerFactory)
    title = "Về thực hiện cơ chế một cửa, một cửa liên thông"
    issued_on = datetime.date(2018, 4, 23)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        if not RegistryPage.objects.exists():
            root = Site.objects.get(is_default_site=True).root_page
            RegistryPageFactory(parent=root, slug="danh-muc-van-ban")
        return super()._create(model_class, *args, **kwargs)


class DocumentRelationFactory(DjangoModelFactory):
    class Meta:
        model = DocumentRelation

    source = factory.SubFactory(LegalDocumentFactory)
    kind = RelationKind.REPLACES
    target = factory.SubFactory(LegalDocumentFactory)


class ContentPageFactory(PageFactory):
    """A page; the trait ``draft`` leaves it unpublished."""

    class Meta:
        abstract = True

    class Params:
        draft = factory.Trait(live=False, has_unpublished_changes=True)


class NewsColumnPageFactory(ContentPageFactory):
    class Meta:
        model = NewsColumnPage

    title = factory.Sequence("Chuyên mục {}".format)


class ArticlePageFactory(ContentPageFactory):
    class Meta:
        model = ArticlePage

    title = factory.Sequence("Bài viết số {}".format)
    lead = "Một bài viết để kiểm thử."
    date = datetime.date(2024, 5, 6)


class RegistryPageFactory(ContentPageFactory):
    class Meta:
        model = RegistryPage

    title = "Văn bản"


class ProcedureIndexPageFactory(ContentPageFactory):
    class Meta:
        model = ProcedureIndexPage

    title = "Thủ tục hành chính"


class ProcedurePageFactory(ContentPageFactory):
    class Meta:
        model = ProcedurePage
        skip_postgeneration_save = True

    title = factory.Sequence("Thủ tục số {}".format)
    code = factory.Sequence("1.{:06d}".format)

    @factory.post_generation
    def channels(self, create, extracted, **kwargs):
        """``channels=3`` gives three ways to hand in, of 5 working days and 200.000 đồng each."""
        for number in range(extracted or 0):
            ServiceChannel.objects.create(
                page=self,
                sort_order=number,
                kind=ServiceChannel.Kind.values[number % 3],
                time_limits=[("limit", {"amount": Decimal(5), "unit": "working_day"})],
                fees=[("fee", {"amount": "200.000 đồng/lần"})],
            )


class SituationIndexPageFactory(ContentPageFactory):
    class Meta:
        model = SituationIndexPage

    title = "Hỏi đáp tình huống"


class SituationPageFactory(ContentPageFactory):
    class Meta:
        model = SituationPage

    title = factory.Sequence("Tình huống số {}".format)
    short_answer = "Câu trả lời ngắn."


class ContactIndexPageFactory(ContentPageFactory):
    class Meta:
        model = ContactIndexPage

    title = "Liên hệ"


class ContactPageFactory(ContentPageFactory):
    class Meta:
        model = ContactPage
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory)
    title = factory.LazyAttribute(lambda page: f"{page.unit.name}, Sở Ngoại vụ")

    @factory.post_generation
    def hours(self, create, extracted, **kwargs):
        """``hours=[(1, 5, "07:30", "11:30")]``: first and last weekday, opens, closes."""
        for number, (first, last, opens, closes) in enumerate(extracted or []):
            OpeningHours.objects.create(
                page=self,
                sort_order=number,
                first_day=first,
                last_day=last,
                opens=datetime.time.fromisoformat(opens),
                closes=datetime.time.fromisoformat(closes),
            )


class InitiativeIndexPageFactory(PageFactory):
    class Meta:
        model = InitiativeIndexPage

    title = "Sáng kiến và mô hình hay"


class InitiativePageFactory(ContentPageFactory):
    """An idea, unless another status is given."""

    class Meta:
        model = InitiativePage

    title = factory.Sequence("Sáng kiến {}".format)
    summary = "Người dân bớt đi lại."
    year = 2024


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    name = "Người Gửi Mẫu"
    email = "nguoiguimau@example.org"
    title = "Nhắc trước khi giấy tờ hết hạn"
    problem = "Nhiều người quên ngày hết hạn."
    solution = "Gửi tin nhắn trước một tháng."


class AdoptionFactory(DjangoModelFactory):
    class Meta:
        model = Adoption

    unit = factory.SubFactory(UnitFactory)
    sentence = "Dùng cho các thủ tục của phòng."


class QuestionFactory(DjangoModelFactory):
    """A new question; the traits take it further or leave a telephone number only."""

    class Meta:
        model = Question

    class Params:
        assigned = factory.Trait(
            state=Question.State.ASSIGNED,
            unit=factory.SubFactory(UnitFactory),
            due_on=datetime.date(2026, 12, 1),
        )
        by_phone = factory.Trait(email="", phone="0912 345 678")

    name = "Người Hỏi Mẫu"
    email = "nguoihoimau@example.org"
    text = "Tôi bị mất hộ chiếu thì phải làm gì?"


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = Feedback

    page = factory.SubFactory(SituationPageFactory)
    unit = factory.SelfAttribute("page.unit")
    useful = True


class SpecialPageFactory(ContentPageFactory):
    class Meta:
        model = SpecialPage

    title = factory.Sequence("Chuyên trang {}".format)
    lead = "Một chủ đề trong một trang."


class DigestIndexPageFactory(ContentPageFactory):
    class Meta:
        model = DigestIndexPage

    title = "Bản tin"


class DigestPageFactory(ContentPageFactory):
    class Meta:
        model = DigestPage

    title = factory.Sequence("Bản tin số {}".format)
    first_day = datetime.date(2024, 5, 1)
    last_day = datetime.date(2024, 5, 31)


class PlanIndexPageFactory(ContentPageFactory):
    class Meta:
        model = PlanIndexPage

    title = "Kế hoạch"


class PlanPageFactory(ContentPageFactory):
    """The plan of a year, to be done before November."""

    class Meta:
        model = PlanPage

    title = factory.Sequence("Kế hoạch tuyên truyền {}".format)
    begins_on = datetime.date(2024, 1, 1)
    due_on = datetime.date(2024, 10, 31)
    ends_on = datetime.date(2024, 12, 31)


class PlanContentFactory(DjangoModelFactory):
    class Meta:
        model = PlanContent

    page = factory.SubFactory(PlanPageFactory)
    text = factory.Sequence("Tuyên truyền nội dung số {}".format)


class IndexFactory(DjangoModelFactory):
    class Meta:
        model = Index

    code = factory.Sequence(lambda n: f"CS{n}")
    name = factory.Sequence(lambda n: f"Chỉ số {n}")
    publisher = "Cơ quan đánh giá"
    unit = "điểm"


class TerritoryFactory(DjangoModelFactory):
    class Meta:
        model = Territory

    name = factory.Sequence(lambda n: f"Tỉnh {n}")


class IndexListPageFactory(ContentPageFactory):
    class Meta:
        model = IndexListPage

    title = "Chỉ số"


class IndexPageFactory(ContentPageFactory):
    class Meta:
        model = IndexPage

    index = factory.SubFactory(IndexFactory)


class OneStopPageFactory(ContentPageFactory):
    class Meta:
        model = OneStopPage

    title = "Kết quả một cửa"
