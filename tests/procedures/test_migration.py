"""What the earlier models held is there in the new ones, on pages and in drafts."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from cchc_wagtail.procedures.models import ProcedurePage

BEFORE = [("cchc_procedures", "0002_initial")]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_time_limits_fees_and_results_are_carried_over():
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    apps = executor.loader.project_state(BEFORE).apps
    locale = apps.get_model("wagtailcore", "Locale").objects.first()
    content_type = ContentType.objects.get_for_model(ProcedurePage)
    page = apps.get_model("cchc_procedures", "ProcedurePage").objects.create(
        title="Cũ",
        slug="cu",
        code="1.1",
        result="Giấy phép",
        path="0001000199",
        depth=2,
        locale_id=locale.pk,
        content_type_id=content_type.pk,
    )
    apps.get_model("cchc_procedures", "ServiceChannel").objects.create(
        page=page, kind="online", time_limit="1.5", time_unit="day", fee="5 đồng"
    )
    draft = {"time_limit": "2.0", "time_unit": "month", "fee": "", "kind": "online"}
    revision = apps.get_model("wagtailcore", "Revision").objects.create(
        content_type_id=content_type.pk,
        base_content_type_id=content_type.pk,
        object_id=str(page.pk),
        created_at=timezone.now(),
        content={"result": "Thẻ", "channels": [draft]},
    )
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    moved = ProcedurePage.objects.get(pk=page.pk)
    (channel,) = moved.channels.all()
    assert (channel.time_limit_text, channel.fee_text) == ("1,5 ngày", "5 đồng")
    assert moved.result == "Giấy phép"
    content = type(revision).objects.get(pk=revision.pk).content
    assert json.loads(content["results"])[0]["value"]["name"] == "Thẻ"
    assert json.loads(content["channels"][0]["time_limits"])[0]["value"]["unit"] == "month"
    moved.delete()
