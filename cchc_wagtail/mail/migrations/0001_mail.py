import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables come from the room ``editorial``, which made them first."""

    initial = True

    dependencies = [
        ('cchc_editorial', '0005_mail_moves_out'),
        ('contenttypes', '0002_remove_content_type_name'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='OutgoingMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('recipient', models.EmailField(max_length=254, verbose_name='recipient')),
                        ('subject', models.CharField(max_length=255, verbose_name='subject')),
                        ('text', models.TextField(verbose_name='text')),
                        ('html', models.TextField(blank=True)),
                        ('object_id', models.CharField(blank=True, max_length=255)),
                        ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='due at')),
                        ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                        ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                        ('error', models.TextField(blank=True, verbose_name='last error')),
                        ('content_type', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
                    ],
                    options={
                        'verbose_name': 'mail',
                        'verbose_name_plural': 'mails',
                        'ordering': ['-created_at', '-pk'],
                        'indexes': [models.Index(models.F('id'), condition=models.Q(('sent_at', None)), name='cchc_editorial_mail_waiting')],
                    },
                ),
                migrations.CreateModel(
                    name='DailyMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField(verbose_name='day')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'daily mail',
                        'verbose_name_plural': 'daily mails',
                        'constraints': [models.UniqueConstraint(models.F('user'), models.F('day'), name='cchc_editorial_one_mail_a_day')],
                    },
                ),
            ],
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='claimed_until',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RemoveIndex('outgoingmail', 'cchc_editorial_mail_waiting'),
        migrations.AddIndex(
            model_name='outgoingmail',
            index=models.Index(models.F('id'), condition=models.Q(('sent_at', None)), name='cchc_mail_waiting'),
        ),
        migrations.CreateModel(
            name='DailyRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=50, unique=True)),
                ('tried_at', models.DateTimeField(auto_now=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveConstraint('dailymail', 'cchc_editorial_one_mail_a_day'),
        migrations.AddConstraint(
            model_name='dailymail',
            constraint=models.UniqueConstraint(models.F('user'), models.F('day'), name='cchc_mail_one_a_day'),
        ),
    ]
