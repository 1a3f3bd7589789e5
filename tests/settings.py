import os
import tempfile

from sandbox.settings import *  # noqa: F403
from sandbox.settings import CCHC_WAGTAIL, DATABASES

DEBUG = False
SECRET_KEY = "only-for-tests"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = tempfile.mkdtemp(prefix="cchc-media-")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if os.environ.get("SQLITE_TEST_FILE"):
    DATABASES["default"]["TEST"] = {"NAME": os.environ["SQLITE_TEST_FILE"]}
elif DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # The browser tests serve from a thread of their own, which an in-memory database shares.
    DATABASES["default"]["OPTIONS"] = {}
if os.environ.get("ELASTICSEARCH_URL"):
    # A process each, for the tests run side by side.
    CCHC_WAGTAIL["SEARCH_ENGINE"] = "elasticsearch"
    CCHC_WAGTAIL["ELASTICSEARCH"] = {
        "hosts": [os.environ["ELASTICSEARCH_URL"]],
        "index": f"test-{os.getpid()}",
        "timeout": 10,
    }
