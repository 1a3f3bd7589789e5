from tests.rooms import PAGE, page_with, picture


def test_the_picture_of_the_rooms_is_that_of_the_code():
    assert PAGE.read_text(encoding="utf-8") == page_with(picture()), (
        "python -m tests.rooms --update"
    )
