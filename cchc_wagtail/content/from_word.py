"""A draft begun from a Word file: who may, and what becomes of what stands in it."""

from pathlib import PurePath

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.html import format_html
from django.utils.text import Truncator
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form

from cchc_wagtail.editorial.beginnings import places_for
from cchc_wagtail.editorial.permissions import policy_of
from cchc_wagtail.frontend.tables import MOST_COLUMNS, MOST_ROWS, table_value
from cchc_wagtail.language import slugify
from cchc_wagtail.organisation.models import Unit

from .collections import collection_for
from .pages import ContentPage

_ENDINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"RIFF": "webp",
}


def word_models():
    """Return the page types that can be begun from a Word file."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, ContentPage) and model.word_fields is not None
    ]


def word_places(user):
    """Yield each page type that ``user`` may begin from a Word file, and below which page."""
    for model in word_models():
        for place in places_for(model, user):
            yield model, place


def may_begin(user, model, parent):
    """Tell whether ``user`` may write a page of the type ``model`` below ``parent``."""
    return (
        parent.permissions_for_user(user).can_add_subpage()
        and model in type(parent).creatable_subpage_models()
        and model.can_create_at(parent)
    )


class Begun:
    """A draft from a Word file, and what did not come along.

    ``page`` is stored; ``lost_pictures`` counts those that could not be taken over.
    """

    def __init__(self, page, article, lost_pictures):
        self.page = page
        self.article = article
        self.lost_pictures = lost_pictures

    def count(self, kind):
        return sum(block["kind"] == kind for block in self.article.blocks)


def begin(model, parent, article, *, file_name, user):
    """Store a ``ReadArticle`` as a draft of ``model`` below ``parent``; return what was ``Begun``.

    All or nothing: if anything fails, no page and no picture stays behind.
    """
    stored = []
    try:
        with transaction.atomic():
            return _begin(model, parent, article, file_name, user, stored)
    except BaseException:
        for image in stored:
            image.file.storage.delete(image.file.name)
        raise


def _begin(model, parent, article, file_name, user, stored):
    title = article.title or PurePath(file_name).stem
    page = model(title=Truncator(" ".join(title.split())).chars(255), owner=user, live=False)
    page.unit = Unit.objects.of_user(user).first()
    page.locale = parent.locale
    images = _Images(page, user, stored)
    lead, body = model.word_fields
    setattr(page, lead, article.lead[: model._meta.get_field(lead).max_length])
    setattr(page, body, list(_blocks(article, images)))
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action=True, clean=False)
    return Begun(page, article, article.lost_pictures + images.lost)


def _blocks(article, images):
    for block in article.blocks:
        kind, caption = block["kind"], block.get("caption", "")
        if kind == "heading":
            yield "heading", block["text"]
        elif kind == "text":
            yield "paragraph", block["html"]
        elif kind == "table":
            yield "table", _table(block)
        elif image := images.taken(article.pictures[block["picture"]], caption):
            yield (
                "image",
                {"image": image, "decorative": False, "alt_text": "", "caption": caption},
            )
        elif caption:
            yield "paragraph", format_html("<p>{}</p>", caption)


def _table(block):
    rows = [row[:MOST_COLUMNS] for row in block["rows"][:MOST_ROWS]]
    merged = [
        one
        for one in block["merged"]
        if one[0] + one[2] <= len(rows) and one[1] + one[3] <= len(rows[0])
    ]
    heads = "row" if len(rows) > 1 else "neither"
    return table_value(rows, merged=merged, heads=heads, caption=block["caption"])


class _Images:
    """Takes pictures over by the site's own form for images, into a collection of the unit."""

    def __init__(self, page, user, stored):
        self._page, self._user, self._stored = page, user, stored
        self._form_class = get_image_form(get_image_model())
        policy = policy_of(get_image_model())
        self._collections = policy.collections_user_has_permission_for(user, "add")
        self._known = {}
        self.lost = 0

    def taken(self, content, caption):
        """Return the image, stored, or None where it is not let in."""
        if content not in self._known:
            self._known[content] = self._store(content, caption)
        image = self._known[content]
        self.lost += image is None
        return image

    def _store(self, content, caption):
        ending = next((name for sign, name in _ENDINGS.items() if content.startswith(sign)), None)
        if ending is None or not self._collections:
            return None
        collection = collection_for(self._page, self._user)
        if collection not in self._collections:
            collection = self._collections[0]
        number = len(self._known) + 1
        title = caption or f"{Truncator(self._page.title).chars(200)} – {number}"
        file = SimpleUploadedFile(f"{slugify(self._page.title)[:60]}-{number}.{ending}", content)
        form = self._form_class(
            {"title": title[:255], "collection": collection.pk},
            {"file": file},
            instance=get_image_model()(uploaded_by_user=self._user),
            user=self._user,
        )
        if not form.is_valid():
            return None
        # Forms of the package have stored the file by now.
        self._stored.append(form.instance)
        return form.save()
