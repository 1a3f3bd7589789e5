"""The site of a department: two sites, and pages where ours would be."""

from tests.hosts.project import Host

HOME = """
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class StandardPage(Page):
    body = RichTextField(blank=True)
    template = "home/page.html"
"""

SETTINGS = """
LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
APPEND_SLASH = False
"""

BASE = """{% load static wagtailcore_tags %}<!doctype html>
<html lang="vi">
<head><title>{% block title %}{{ page.title }}{% endblock %}</title>
<link rel="stylesheet" href="{% static 'site.css' %}"></head>
<body class="{% block body_class %}{% endblock %}">{% block content %}{% endblock %}</body></html>
"""

PAGE = """{% extends "base.html" %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.body|safe }}{% endblock %}
"""

#: Pages of the department at addresses that ours take too.
OWN = [
    "/",
    "/van-ban/",
    "/van-ban/lich-tiep-dan/",
    "/thu-tuc/",
    "/thu-tuc/huong-dan/",
    "/dat-cau-hoi/",
    "/nguon-tin/noi-bo/",
    "/gioi-thieu/",
]

FILL = """
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site
from home.models import StandardPage
root = Page.get_first_root_node()
for page in root.get_children(): page.delete()
root = Page.get_first_root_node()
first = root.add_child(instance=StandardPage(title="Sở Ngoại vụ", slug="so"))
second = root.add_child(instance=StandardPage(title="Trung tâm", slug="trung-tam"))
Site.objects.all().delete()
Site.objects.create(hostname="so.example", port=80, root_page=first, is_default_site=True)
Site.objects.create(hostname="trung-tam.example", port=80, root_page=second)
for path in {paths}:
    parent = Page.objects.get(pk=first.pk)
    for slug in path.strip("/").split("/"):
        found = parent.get_children().filter(slug=slug).first()
        if not found:
            parent.add_child(instance=StandardPage(title="Trang " + slug, slug=slug))
            found = Page.objects.get(pk=parent.pk).get_children().get(slug=slug)
        parent = found
second = Page.objects.get(pk=second.pk)
second.add_child(instance=StandardPage(title="Cuộc thi", slug="cuoc-thi"))
get_user_model().objects.create_superuser("admin", "admin@example.org", "admin")
"""


def build(folder):
    host = Host(
        folder,
        apps=["home"],
        code={"home/models.py": HOME},
        settings=SETTINGS,
        templates={"base.html": BASE, "home/page.html": PAGE},
    )
    host.manage("makemigrations", "home", package=False)
    host.manage("migrate", "--verbosity", "0", package=False)
    host.python(FILL.replace("{paths}", repr(OWN[1:])), package=False)
    return host
