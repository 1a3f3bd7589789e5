import cchc_wagtail.content.citing
import cchc_wagtail.content.translated
import cchc_wagtail.editorial.review
import cchc_wagtail.frontend.gone
import cchc_wagtail.frontend.routing
import cchc_wagtail.organisation.slugs
import cchc_wagtail.search.descriptions
import cchc_wagtail.search.folding
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cchc_organisation', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to='wagtailcore.page')),
                ('intro', wagtail.fields.RichTextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of contacts',
                'verbose_name_plural': 'lists of contacts',
            },
            bases=(cchc_wagtail.frontend.routing.SubtreeRouteMixin, cchc_wagtail.editorial.review.ReviewedPageMixin, cchc_wagtail.organisation.slugs.UnmarkedSlugMixin, cchc_wagtail.content.translated.TranslatedMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ContactPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='%(app_label)s_%(class)s', serialize=False, to='wagtailcore.page')),
                ('other_names', models.TextField(blank=True, help_text='What people call it, one name a line, such as “bộ phận một cửa”. It is found by them as by its title; readers do not see them.', verbose_name='other names')),
                ('map_url', models.URLField(blank=True, max_length=500, verbose_name='link to a map')),
                ('hours_note', models.CharField(blank=True, help_text='Such as “papers are taken until 16:30”.', max_length=255, verbose_name='note on the hours')),
                ('duties', wagtail.fields.RichTextField(blank=True, verbose_name='what it handles')),
                ('unit', models.ForeignKey(help_text='Its address, telephone and email are shown as the register of units has them.', on_delete=django.db.models.deletion.PROTECT, related_name='%(app_label)s_%(class)s_set', to='cchc_organisation.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'contact',
                'verbose_name_plural': 'contacts',
            },
            bases=(cchc_wagtail.frontend.gone.GoneMixin, cchc_wagtail.search.folding.FoldedSearchMixin, cchc_wagtail.search.descriptions.Searchable, cchc_wagtail.content.citing.Citing, cchc_wagtail.editorial.review.ReviewedPageMixin, cchc_wagtail.frontend.routing.KnownAncestorsMixin, cchc_wagtail.organisation.slugs.UnmarkedSlugMixin, cchc_wagtail.content.translated.TranslatedMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('first_day', models.PositiveSmallIntegerField(choices=[(1, 'Monday'), (2, 'Tuesday'), (3, 'Wednesday'), (4, 'Thursday'), (5, 'Friday'), (6, 'Saturday'), (7, 'Sunday')], default=1, verbose_name='first day')),
                ('last_day', models.PositiveSmallIntegerField(choices=[(1, 'Monday'), (2, 'Tuesday'), (3, 'Wednesday'), (4, 'Thursday'), (5, 'Friday'), (6, 'Saturday'), (7, 'Sunday')], default=5, verbose_name='last day')),
                ('opens', models.TimeField(verbose_name='opens at')),
                ('closes', models.TimeField(verbose_name='closes at')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='opening_hours', to='cchc_contact.contactpage')),
            ],
            options={
                'verbose_name': 'opening hours',
                'verbose_name_plural': 'opening hours',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
