"""Small sites of others, written out and run as their owners would: by ``manage.py``.

The package is installed in them by the lines of the README alone, which ``WITH_PACKAGE`` turns on.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

MANAGE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "site_settings"
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""

SETTINGS = """
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    *{apps},
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "site_urls"
TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {{
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        }},
    }},
]
DATABASES = {{
    "default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
STORAGES = {{
    "default": {{"BACKEND": "django.core.files.storage.FileSystemStorage"}},
    "staticfiles": {{
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    }},
}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_SITE_NAME = "A site of others"
WAGTAILADMIN_BASE_URL = "http://localhost"
{settings}

if os.environ.get("WITH_PACKAGE"):
    from cchc_wagtail import CCHC_APPS

    left_out = os.environ.get("LEFT_OUT", "").split()
    CCHC_APPS = [app for app in CCHC_APPS if app not in left_out]
    INSTALLED_APPS = [*CCHC_APPS, "wagtail_modeladmin", *INSTALLED_APPS]
    CCHC_WAGTAIL = {{"BASE_TEMPLATE": "base.html", **globals().get("OUR_SETTINGS", {{}})}}
"""

URLS = """
import os
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    {urls}
    path("", include(wagtail_urls)),
]
if os.environ.get("WITH_PACKAGE"):
    urlpatterns = [path("", include("cchc_wagtail.urls")), *urlpatterns]
"""

LOOK = """
import json, sys
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Workflow

asked = json.loads(sys.argv[1])
answers = {}
for name in ["anonymous", "admin"]:
    client = Client(raise_request_exception=False, SERVER_NAME=asked.get("host", "localhost"))
    if name == "admin":
        client.force_login(get_user_model().objects.get(is_superuser=True))
    for address in asked[name]:
        answer = client.get(address, follow=True)
        answers[f"{name} {address}"] = [answer.status_code, answer.content.decode()]
print(json.dumps({
    "answers": answers,
    "groups": sorted(Group.objects.values_list("name", flat=True)),
    "users": sorted(get_user_model().objects.values_list("username", flat=True)),
    "workflows": sorted(Workflow.objects.values_list("name", flat=True)),
}))
"""


class Host:
    """A project in ``folder``: ``apps`` maps a module's path to its code.

    ``left_out`` are the names of our rooms that it does not install.
    """

    left_out = ()

    def __init__(self, folder, *, apps, code, settings="", urls="", templates):
        self.folder = folder
        files = {
            "manage.py": MANAGE,
            "site_settings.py": SETTINGS.format(apps=apps, settings=settings),
            "site_urls.py": URLS.format(urls=urls),
            "look.py": LOOK,
            **code,
            **{f"templates/{name}": text for name, text in templates.items()},
            "static/site.css": "body { margin: 0 }",
        }
        for name in apps:
            files.setdefault(f"{name}/__init__.py", "")
            files[f"{name}/migrations/__init__.py"] = ""
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip("\n"))

    def manage(self, *arguments, package=True):
        """Run a command and return what it wrote.

        Raises:
            AssertionError: it failed; with what it said.
        """
        return self._run("manage.py", *arguments, package=package)

    def python(self, code, package=True):
        """Run lines of Python in the site."""
        return self.manage("shell", "-v", "0", "-c", code, package=package)

    def look(self, *, anonymous=(), admin=(), host="localhost", package=True):
        """Return what the addresses answer, and the groups, users and workflows there are."""
        asked = json.dumps({"anonymous": list(anonymous), "admin": list(admin), "host": host})
        code = f"import sys; sys.argv = ['look', {asked!r}]; exec(open('look.py').read())"
        return json.loads(self.python(code, package=package).splitlines()[-1])

    def _run(self, *arguments, package):
        variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
        variables.pop("DJANGO_SETTINGS_MODULE", None)
        variables.pop("WITH_PACKAGE", None)
        variables["LEFT_OUT"] = " ".join(f"cchc_wagtail.{room}" for room in self.left_out)
        if package:
            variables["WITH_PACKAGE"] = "1"
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=variables,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{arguments}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
        return done.stdout
