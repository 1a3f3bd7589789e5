"""Days and times in the admin as people type them, whatever the language of the editor."""

import datetime

import pytest
from django import forms
from django.test import override_settings
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminTimeInput
from wagtail.users.models import UserProfile

from cchc_wagtail.registry.models import LegalDocument
from cchc_wagtail.wagtail_vi.checks import check_date_formats
from tests.editorial.forms import unchanged
from tests.factories import LegalDocumentFactory, UserFactory

DAY = datetime.date(2018, 4, 23)
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


class DatesForm(forms.Form):
    day = forms.DateField(widget=AdminDateInput)
    moment = forms.DateTimeField(widget=AdminDateTimeInput, required=False)
    time = forms.TimeField(widget=AdminTimeInput, required=False)


def read(language="vi", **typed):
    with override(language):
        form = DatesForm({"day": "01/1/2020", **typed})
        form.is_valid()
        return form, form.cleaned_data


@LANGUAGES
@pytest.mark.parametrize(
    "typed", ["23/4/2018", "23-4-2018", "23.4.2018", "23/04/2018", " 23 / 4 / 2018", "2018-04-23"]
)
def test_a_day_is_read_as_it_is_typed(language, typed):
    form, data = read(language, day=typed)
    assert data["day"] == DAY
    assert 'value="23/4/2018"' in str(form["day"])


@LANGUAGES
def test_the_day_comes_first(language):
    assert read(language, day="05/4/2024")[1]["day"] == datetime.date(2024, 4, 5)


@LANGUAGES
@pytest.mark.parametrize("typed", ["hôm qua", "31/4/2018", "23/4", "23/4/18x", "0/0/0"])
def test_what_is_no_day_is_an_error_and_stays_as_typed(language, typed):
    form, data = read(language, day=typed)
    assert "day" not in data and form.errors["day"]
    assert f'value="{typed}"' in str(form["day"])


@LANGUAGES
@pytest.mark.parametrize(
    "typed", ["23/4/2018 08:30", "23/4/2018 8h30", "8h30 23.4.2018", "2018-04-23 08:30"]
)
def test_a_day_with_a_time(language, typed):
    form, data = read(language, moment=typed)
    assert f"{data['moment']:%Y-%m-%d %H:%M}" == "2018-04-23 08:30"
    assert 'value="23/4/2018 08:30"' in str(form["moment"])


def test_a_time(language="vi"):
    assert read(time="8h30")[1]["time"] == datetime.time(8, 30)
    assert read(time="14:05")[1]["time"] == datetime.time(14, 5)
    assert "time" not in read(time="25:00")[1]


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_what_is_shown_is_read_as_the_same_day(day):
    shown = AdminDateInput().format_value(day)
    assert read(day=shown)[1]["day"] == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_an_error(typed):
    form, data = read(day=typed)
    assert ("day" in data) != ("day" in form.errors)


@LANGUAGES
def test_filters_read_it_too(language):
    with override(language):
        widget = DateRangePickerWidget()
        typed = {"at_from": "23/4/2018", "at_to": "05-4-2024"}
        assert widget.value_from_datadict(typed, {}, "at") == ["2018-04-23", "2024-04-05"]


@LANGUAGES
def test_the_picker_begins_the_week_on_monday_and_leaves_the_text_alone(language):
    with override(language):
        for widget in (AdminDateInput(), AdminDateTimeInput()):
            assert widget.get_config()["dayOfWeekStart"] == 1
            assert widget.get_config()["validateOnBlur"] is False


@pytest.mark.parametrize(
    "name, value, found",
    [
        ("WAGTAIL_DATE_FORMAT", "%m/%d/%Y", 1),
        ("WAGTAIL_DATETIME_FORMAT", "%Y-%m-%d %H:%M", 1),
        ("WAGTAIL_DATE_FORMAT", "%d/%m/%Y", 0),
    ],
)
def test_a_format_of_the_host_that_stands_against_it_is_named(name, value, found):
    with override_settings(**{name: value}):
        warnings = check_date_formats(None)
    assert len(warnings) == found
    assert all(name in warning.msg and name in warning.hint for warning in warnings)


@LANGUAGES
@pytest.mark.django_db
def test_a_document_is_stored_with_the_day_that_was_typed(client, language):
    document = LegalDocumentFactory(draft=True)
    client.force_login(editor_with(language))
    url = reverse(LegalDocument.snippet_viewset.get_url_name("edit"), args=[document.pk])
    fields = unchanged(client.get(url).context["form"])
    client.post(url, {**fields, "issued_on": "05.4.2024"})
    document.refresh_from_db()
    assert document.get_latest_revision_as_object().issued_on == datetime.date(2024, 4, 5)


def editor_with(language):
    user = UserFactory(admin=True)
    UserProfile.objects.create(user=user, preferred_language=language)
    return user
