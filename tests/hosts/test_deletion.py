"""Rows of a site that Django deletes in one statement are still deleted so beside the package.

Django gives that up for every model for which somebody listens to deletions, and a receiver that
names no sender listens for all.
"""

import json

import pytest

from tests.hosts import newsroom

#: Tells the models, of all but the package, whose rows go in one statement, and which signals
#: somebody hears whatever the model.
LOOK = """
import json
from django.apps import apps
from django.db.models import signals
from django.db.models.deletion import Collector

Stranger = type("Stranger", (), {})
models = [
    model
    for model in apps.get_models(include_auto_created=True)
    if not model.__module__.startswith(("cchc_wagtail", "wagtail_modeladmin"))
]
print(json.dumps({
    "models": len(models),
    "fast": [
        model._meta.label
        for model in models
        if Collector("default", None).can_fast_delete(model._base_manager.all())
    ],
    "heard": [
        name
        for name in ["pre_init", "post_init", "pre_save", "post_save", "pre_delete", "post_delete",
                     "m2m_changed"]
        if getattr(signals, name).has_listeners(Stranger)
    ],
}))
"""


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    return newsroom.build(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="module")
def without(host):
    return json.loads(host.python(LOOK, package=False).splitlines()[-1])


@pytest.fixture(scope="module")
def beside(host):
    return json.loads(host.python(LOOK).splitlines()[-1])


def test_what_went_in_one_statement_still_does(without, beside):
    assert beside["models"] == without["models"]
    assert len(without["fast"]) >= 20
    assert set(without["fast"]) - set(beside["fast"]) == set()


def test_we_hear_of_no_model_that_is_not_named(without, beside):
    assert beside["heard"] == without["heard"]
