from django.db import migrations


def create_pages(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    AboutPage = apps.get_model("home", "AboutPage")

    vi, _ = Locale.objects.get_or_create(language_code="vi")
    Locale.objects.get_or_create(language_code="en")
    Page.objects.filter(slug="home", depth=2).delete()
    Page.objects.filter(depth=1).update(numchild=1)
    root = Page.objects.get(depth=1)

    def add(model, path, depth, numchild, **fields):
        content_type, _ = ContentType.objects.get_or_create(
            model=model.__name__.lower(), app_label="home"
        )
        return model.objects.create(
            path=path,
            depth=depth,
            numchild=numchild,
            content_type=content_type,
            locale=vi,
            draft_title=fields["title"],
            live=True,
            **fields,
        )

    home = add(
        HomePage,
        root.path + "0001",
        2,
        1,
        title="Sở Ngoại vụ",
        slug="trang-chu",
        url_path="/trang-chu/",
        intro="<p>Cơ quan tham mưu, giúp Ủy ban nhân dân tỉnh quản lý nhà nước về công tác đối ngoại.</p>",
    )
    add(
        AboutPage,
        home.path + "0001",
        3,
        0,
        title="Giới thiệu",
        slug="gioi-thieu",
        url_path="/trang-chu/gioi-thieu/",
        show_in_menus=True,
        body="<p>Đây là trang mẫu của một Sở Ngoại vụ, dùng để giới thiệu và kiểm thử phần mềm.</p>",
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost",
        port=80,
        root_page=home,
        is_default_site=True,
        site_name="Sở Ngoại vụ",
    )


class Migration(migrations.Migration):
    dependencies = [("home", "0001_initial"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]
    operations = [migrations.RunPython(create_pages, migrations.RunPython.noop)]
