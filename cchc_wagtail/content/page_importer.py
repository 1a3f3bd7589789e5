from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Site

from cchc_wagtail.editorial.notifications import many_at_once
from cchc_wagtail.imports.importer import Importer, ImportNotPossible, submit


class PageImporter(Importer):
    """An ``Importer`` of pages: new ones are drafts that enter the review, or are published.

    They stand below the first list of the type ``list_type``; ``no_list`` says what to do where
    there is none.
    """

    list_type = None
    no_list = ""
    set_on_saving = ["path", "depth", "slug", "url_path", "locale", "content_type", "numchild"]

    def check(self):
        self.parent  # noqa: B018

    @cached_property
    def parent(self):
        """The list below which new pages are put."""
        lists = self.list_type.objects.order_by("-live", "depth", "path")
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site:
            lists = lists.descendant_of(site.root_page, inclusive=True)
        found = lists.first()
        if found is None:
            raise ImportNotPossible(self.no_list)
        return found

    def forget(self):
        self.__dict__.pop("parent", None)

    def free_slug(self, page):
        """Return the last part of the address of a new ``page``, which no other has."""
        raise NotImplementedError

    def save(self, page, *, is_new, user, publish):
        if is_new:
            page.live, page.has_unpublished_changes, page.owner = False, True, user
            page.slug = self.free_slug(page)
            self.parent.add_child(instance=page)
        revision = page.save_revision(user=user, log_action=not is_new)
        if publish:
            revision.publish()
        else:
            with many_at_once():
                submit(page, user)
        return revision

    def obstacle(self, page, user):
        if page.locked:
            return _("The page is locked.")
        if user is not None and not page.permissions_for_user(user).can_edit():
            return _("You may not change this page.")
        return ""

    def may_import(self, user):
        return super().may_import(user) and (
            self.list_type.objects.exists()
            and self.parent.permissions_for_user(user).can_add_subpage()
        )
