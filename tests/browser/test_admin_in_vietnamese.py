"""No English is left in the admin: what its screens say, aloud or to screen readers, is read."""

import re

import polib
import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site, Task, Workflow
from wagtail_factories import DocumentFactory, ImageFactory

from cchc_wagtail.news.models import ArticlePage, NewsColumnPage
from cchc_wagtail.organisation.models import ReformField, Unit
from cchc_wagtail.registry.models import DocumentType
from tests import catalogue, wagtail_catalogue
from tests.factories import ArticlePageFactory, LegalDocumentFactory, UserFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

USERNAME = "quantri"

#: What Wagtail does not mark for translation, and where it stands.
NOT_TRANSLATABLE = {
    "Actions": "#w-slim-header-buttons",
    "Search": ".submit.w-sr-only input",
    "None, the hidden count of a side panel": "[data-side-panel-toggle-counter]",
    "None, the user who is not known": "td:has(> .avatar)",
    "True, False": "td > svg + .w-sr-only",
    "Page": "label[for$=-page]",
    "Content types": "label.w-sr-only:not([for])",
    "Save Selected": ".xdsoft_save_selected",
    "Hostname, Port, Site name, Root page": "#listing-results th, #listing-results th *",
    "Can add page and the like, from the database": "label[for*=permissions]",
    "wagtailcore.page": "td.content-type, td.app-label",
}

#: English words that no Vietnamese text has, not even one written without marks.
ENGLISH_WORDS = re.compile(
    r"\b(the|this|that|these|is|are|was|has|have|been|of|and|or|you|your|for|with|not|from|by|"
    r"pages?|please|select|choose|enter|must|will|if|add|edit|delete|view|show|save|publish|"
    r"minutes?|hours?|days?|weeks?|months?|years?)\b",
    re.IGNORECASE,
)
ADDRESS_OR_CODE = re.compile(r"\S*[-/_@.]\S+")

#: Every text of the document, also of what opens only on a click, and every spoken attribute.
READ = """(exempt) => {
  const texts = [document.title];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest('script, style, noscript, head') && !parent.matches(exempt)) {
      texts.push(walker.currentNode.data);
    }
  }
  for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]:not(${exempt})`)) {
      texts.push(element.getAttribute(name));
    }
  }
  for (const type of ['submit', 'button']) {
    for (const button of document.querySelectorAll(`input[type=${type}]:not(${exempt})`)) {
      texts.push(button.value);
    }
  }
  return texts;
}"""


PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
TAG = re.compile(r"<[^>]*>")


def english_messages():
    """Return ``(texts, pattern)`` of the English messages that Vietnamese says otherwise.

    The pattern is of those with placeholders. A message with tags counts piece by piece, as a
    browser shows it; pieces of one or two letters do not count.
    """
    texts, patterns = set(), set()
    files = [wagtail_catalogue.path(domain) for domain in wagtail_catalogue.DOMAINS]
    for file in [*files, catalogue.LOCALE / catalogue.FILE]:
        for entry in polib.pofile(str(file)):
            vietnamese = {entry.msgstr, *entry.msgstr_plural.values()}
            for text in {entry.msgid, entry.msgid_plural} - vietnamese:
                for piece in TAG.split(text.lower()):
                    words = PLACEHOLDER.split(" ".join(piece.split()))
                    if len(re.findall("[a-z]", "".join(words))) < 3:
                        continue
                    if len(words) == 1:
                        texts.update(words)
                    else:
                        patterns.add(".+".join(map(re.escape, words)))
    return texts, re.compile("|".join(patterns))


@pytest.fixture(scope="module")
def english():
    texts, patterns = english_messages()

    def english(found):
        """Return those of the texts that are English."""
        left = set()
        for text in {" ".join(text.split()) for text in found}:
            plain = ADDRESS_OR_CODE.sub("", text)
            if (
                text.lower() in texts
                or (text.isascii() and patterns.fullmatch(text.lower()))
                or ENGLISH_WORDS.search(plain)
            ):
                left.add(text)
        return left

    return english


@pytest.fixture
def site(live_server):
    call_command("cchc_index", rebuild=True, verbosity=0)
    call_command("cchc_setup", verbosity=0)
    UserFactory(username=USERNAME, admin=True)
    return live_server.url


@pytest.fixture
def paths(site):
    """The screens of the admin, each with something to show."""
    author = UserFactory(username="nguoiviet", groups=[Unit.objects.first().group])
    column, other = NewsColumnPage.objects.get(slug="tin-tuc").get_children()[:2]
    live = ArticlePageFactory(parent=column, owner=author, title="Bài đã đăng")
    live.save_revision(user=author)
    waiting = ArticlePageFactory(parent=column, owner=author, draft=True, title="Bài chờ duyệt")
    waiting.save_revision(user=author)
    state = waiting.get_workflow().start(waiting, author)
    locked = ArticlePageFactory(parent=column, owner=author, title="Bài đã khóa", locked=True)
    document, image = DocumentFactory(title="Tệp mẫu"), ImageFactory(title="Hình ảnh mẫu")
    redirect = Redirect.add_redirect("/cu/", live)
    text = LegalDocumentFactory()
    snippets = text.snippet_viewset.url_namespace
    collection = Collection.get_first_root_node().add_child(name="Bộ sưu tập mẫu")
    revision = live.latest_revision
    registers = [
        f"{model._meta.app_label}_{model._meta.model_name}_modeladmin"
        for model in [Unit, ReformField, DocumentType]
    ]
    screens = [
        ("wagtailadmin_home",),
        ("wagtailadmin_account",),
        ("wagtailadmin_explore_root",),
        ("wagtailadmin_explore", column.pk),
        ("wagtailadmin_pages:search",),
        ("wagtailadmin_pages:add_subpage", column.get_parent().pk),
        ("wagtailadmin_pages:add", "cchc_news", "articlepage", column.pk),
        ("wagtailadmin_pages:edit", live.pk),
        ("wagtailadmin_pages:edit", waiting.pk),
        ("wagtailadmin_pages:edit", locked.pk),
        ("wagtailadmin_pages:history", live.pk),
        ("wagtailadmin_pages:revisions_compare", live.pk, "earliest", revision.pk),
        ("wagtailadmin_pages:revisions_revert", live.pk, revision.pk),
        ("wagtailadmin_pages:usage", live.pk),
        ("wagtailadmin_pages:delete", live.pk),
        ("wagtailadmin_pages:unpublish", live.pk),
        ("wagtailadmin_pages:copy", live.pk),
        ("wagtailadmin_pages:move", live.pk),
        ("wagtailadmin_pages:move_confirm", live.pk, other.pk),
        ("wagtailadmin_pages:workflow_history", waiting.pk),
        ("wagtailadmin_pages:workflow_history_detail", waiting.pk, state.pk),
        ("simple_translation:submit_page_translation", live.pk),
        ("wagtailadmin_workflows:index",),
        ("wagtailadmin_workflows:add",),
        ("wagtailadmin_workflows:edit", Workflow.objects.first().pk),
        ("wagtailadmin_workflows:disable", Workflow.objects.first().pk),
        ("wagtailadmin_workflows:usage", Workflow.objects.first().pk),
        ("wagtailadmin_workflows:task_index",),
        ("wagtailadmin_workflows:select_task_type",),
        ("wagtailadmin_workflows:edit_task", Task.objects.first().pk),
        ("wagtailadmin_workflows:disable_task", Task.objects.first().pk),
        ("wagtailadmin_reports:workflow",),
        ("wagtailadmin_reports:workflow_tasks",),
        ("wagtailadmin_reports:locked_pages",),
        ("wagtailadmin_reports:site_history",),
        ("wagtailadmin_reports:aging_pages",),
        ("wagtailadmin_reports:page_types_usage",),
        ("wagtailimages:index",),
        ("wagtailimages:add",),
        ("wagtailimages:add_multiple",),
        ("wagtailimages:edit", image.pk),
        ("wagtailimages:delete", image.pk),
        ("wagtaildocs:index",),
        ("wagtaildocs:add_multiple",),
        ("wagtaildocs:edit", document.pk),
        ("wagtaildocs:delete", document.pk),
        ("wagtailsnippets:index",),
        (f"{snippets}:list",),
        (f"{snippets}:add",),
        (f"{snippets}:edit", text.pk),
        (f"{snippets}:history", text.pk),
        (f"{snippets}:usage", text.pk),
        (f"{snippets}:delete", text.pk),
        ("wagtailadmin_collections:index",),
        ("wagtailadmin_collections:add",),
        ("wagtailadmin_collections:edit", collection.pk),
        ("wagtailusers_users:index",),
        ("wagtailusers_users:add",),
        ("wagtailusers_users:edit", author.pk),
        ("wagtailusers_users:delete", author.pk),
        ("wagtailusers_groups:index",),
        ("wagtailusers_groups:add",),
        ("wagtailusers_groups:edit", Group.objects.first().pk),
        ("wagtailsites:index",),
        ("wagtailsites:edit", Site.objects.first().pk),
        ("wagtailredirects:index",),
        ("wagtailredirects:add",),
        ("wagtailredirects:edit", redirect.pk),
        ("wagtailredirects:start_import",),
        *[(f"{register}_index",) for register in registers],
        *[(f"{register}_create",) for register in registers],
    ]
    return [reverse(name, args=arguments) for name, *arguments in screens]


def read(page):
    return page.evaluate(READ, ", ".join(NOT_TRANSLATABLE.values()))


def open_everything(page):
    """Open what a screen builds only when it is asked: menus, side panels, the list of blocks."""
    for selector in [
        ".w-dropdown__toggle:visible",
        "[data-side-panel-toggle]:visible",
        ".c-sf-add-button:visible",
        ".sidebar-sub-menu-trigger button:visible",
    ]:
        for button in page.locator(selector).all()[:8]:
            button.click(timeout=2000, force=True)
            yield
            page.keyboard.press("Escape")


def go_through_dialogs(page, site, column, waiting):
    """Do what brings up words of Wagtail's JavaScript, its dialogs and its messages."""
    page.goto(f"{site}{reverse('wagtailadmin_explore', args=[column.pk])}")
    page.locator("[data-bulk-action-checkbox]").first.check()
    page.wait_for_selector("text=Đã chọn")
    yield "bulk actions"
    page.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=[waiting.pk])}")
    page.locator("[data-chooser-action-choose]:visible, .chooser button:visible").first.click()
    page.wait_for_selector(".modal-body")
    yield "chooser"
    page.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=[waiting.pk])}")
    page.click("footer .w-dropdown__toggle")
    page.locator("button[data-workflow-action-name='reject']:visible").first.click()
    page.wait_for_selector(".modal-body [name=comment]")
    yield "send back"
    add = reverse("wagtailadmin_pages:add", args=["cchc_news", "articlepage", column.pk])
    page.goto(f"{site}{add}")
    page.wait_for_selector("text=Thu gọn tất cả")
    page.locator("footer button[type=submit]").first.click()
    page.wait_for_selector(".messages .error, .messages .warning")
    yield "errors"


@pytest.fixture
def admin(browser, site):
    context = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}{reverse('wagtailadmin_login')}")
    return page


def log_in(page):
    page.fill("[name=username]", USERNAME)
    page.fill("[name=password]", "secret")
    page.click("button[type=submit]")
    page.wait_for_url(f"**{reverse('wagtailadmin_home')}")


def test_no_english_is_left(admin, site, paths, english):
    left = {"login": english(read(admin))}
    log_in(admin)
    for path in paths:
        admin.goto(f"{site}{path}")
        texts = read(admin)
        for _ in open_everything(admin):
            texts += read(admin)
        left[path] = english(texts)
    waiting = ArticlePage.objects.get(title="Bài chờ duyệt")
    for name in go_through_dialogs(admin, site, waiting.get_parent(), waiting):
        left[name] = english(read(admin))
    left = {where: texts for where, texts in left.items() if texts}
    assert not left, "\n".join(f"{where}: {texts}" for where, texts in left.items())
