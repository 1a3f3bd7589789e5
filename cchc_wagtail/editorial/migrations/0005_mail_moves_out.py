from django.db import migrations


class Migration(migrations.Migration):
    """The tables of mails go to the room ``mail``, with what stands in them."""

    dependencies = [
        ('cchc_editorial', '0004_corrections_and_replies'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable('outgoingmail', 'cchc_mail_outgoingmail'),
                migrations.AlterModelTable('dailymail', 'cchc_mail_dailymail'),
            ],
            state_operations=[
                migrations.DeleteModel('OutgoingMail'),
                migrations.DeleteModel('DailyMail'),
            ],
        ),
    ]
