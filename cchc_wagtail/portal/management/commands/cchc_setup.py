import swapper
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from wagtail.models import Site

from cchc_wagtail import OPTIONAL_APPS
from cchc_wagtail.portal.removal import NotRemovable, take_out, take_stock
from cchc_wagtail.portal.setup.accounts import PASSWORD, create_accounts, has_demo_password
from cchc_wagtail.portal.setup.documents import create_documents
from cchc_wagtail.portal.setup.groups import (
    create_collections,
    create_groups,
    grant_new_permissions,
)
from cchc_wagtail.portal.setup.registers import fill_registers
from cchc_wagtail.portal.setup.sections import create_sections
from cchc_wagtail.portal.setup.workflow import create_workflow
from cchc_wagtail.portal.taken import taken_addresses
from cchc_wagtail.turns import one_at_a_time


class Command(BaseCommand):
    help = (
        "Sets up the section on administrative reform: pages, registers, groups, workflow and the "
        "documents of the plan. Run again, it makes only what is missing and changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--under",
            metavar="PAGE",
            help="id or URL path of the page below which the section is made "
            "(default: the home page of the default site)",
        )
        parser.add_argument(
            "--demo",
            action="store_true",
            help="also load example content and accounts with a known password; "
            "only where DEBUG is on",
        )
        parser.add_argument(
            "--insecure-accounts",
            action="store_true",
            help="with --demo: do so where DEBUG is off too, where everybody who can reach the "
            "admin can then log in as its administrator",
        )

        parser.add_argument(
            "--remove",
            action="store_true",
            help="take out all that the package has put into the site, its tables too; shows what "
            "that is and asks first",
        )
        parser.add_argument(
            "--noinput",
            "--no-input",
            action="store_false",
            dest="interactive",
            help="with --remove: do not ask",
        )

    @one_at_a_time("cchc_setup")
    def handle(self, *, remove, interactive, **options):
        if remove:
            self.remove(interactive)
        else:
            self.set_up(**options)

    def remove(self, interactive):
        try:
            inventory = take_stock()
        except NotRemovable as error:
            raise CommandError(str(error)) from error
        self.report("This goes, with no way back but a copy of the database:")
        for name, rows in vars(inventory).items():
            if isinstance(rows, dict):
                rows = [f"{count} {of_what}" for of_what, count in rows.items()]
            self.report(f"  {name}: {', '.join(map(str, rows)) or 'none'}")
        self.report("Documents and images that were uploaded stay in the site.")
        if interactive and input("Type “remove” to go on: ").strip() != "remove":
            raise CommandError("Nothing was removed.")
        for kept in take_out(inventory):
            self.report(f"Kept: {kept}.")
        self.report("Removed. Now take the lines of cchc_wagtail out of settings and urls.")

    @transaction.atomic
    def set_up(self, *, under, demo, insecure_accounts, **options):
        if demo and not (settings.DEBUG or insecure_accounts):
            raise CommandError(
                "--demo makes an administrator whose password everybody can read, and DEBUG is "
                "off: this may be a public server. If it is not, add --insecure-accounts."
            )
        if demo and (left_out := [name for name in OPTIONAL_APPS if not apps.is_installed(name)]):
            raise CommandError(f"--demo needs {', '.join(left_out)} in INSTALLED_APPS.")
        rows = fill_registers()
        if apps.is_installed("cchc_wagtail.indicators"):
            from cchc_wagtail.portal.setup.indicators import fill_indices

            rows += fill_indices()
        section = create_sections(self.find_parent(under))
        groups = create_groups(section)
        permissions = grant_new_permissions()
        collections = create_collections()
        workflows = create_workflow(section)
        documents = create_documents()
        self.report(f"Section: {section.url}")
        self.report(
            f"New: {rows} register rows, {groups} groups, {permissions} permissions of groups, "
            f"{collections} collections, {workflows} workflows, {documents} documents."
        )
        for problem in taken_addresses():
            self.report(problem.text)
        if demo:
            self.load_demo(section)

    def load_demo(self, section):
        # It needs the rooms that a site may leave out.
        from cchc_wagtail.portal.setup.demo import load_demo

        accounts = create_accounts()
        self.report(f"New: {load_demo(section)} pages of example content.")
        self.report(f"Demo accounts, with the password “{PASSWORD}”:")
        for username, role in accounts:
            own = "" if has_demo_password(username) else " (has a password of its own)"
            self.report(f"  {username:<12} {role}{own}")

    def find_parent(self, under):
        pages = swapper.load_model("wagtailcore", "Page").objects
        if under is None:
            site = Site.objects.filter(is_default_site=True).first()
            if site is None:
                raise CommandError("There is no default site; name a page with --under.")
            return site.root_page
        if under.isdigit():
            page = pages.filter(pk=under).first()
        else:
            path = f"/{under.strip('/')}/"
            page = pages.filter(url_path=path).first() or self.find_by_route(path)
        if page is None:
            raise CommandError(f"--under: there is no page {under!r}.")
        return page

    def find_by_route(self, path):
        pages = swapper.load_model("wagtailcore", "Page").objects
        for site in Site.objects.select_related("root_page"):
            page = pages.filter(url_path=site.root_page.url_path.rstrip("/") + path).first()
            if page:
                return page
        return None

    def report(self, message):
        self.stdout.write(message)
