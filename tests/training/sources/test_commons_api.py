"""Reading a category of Wikimedia Commons: pages, continuations, licences, credits, and answers that are none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripted_server import Scripted, ScriptedServer, scripted_server
from tests.training.sources.commons_answers import Json, answer, file_page, refusal, subcategory, with_metadata
from training.sources.commons_api import CommonsError, Picture, list_pictures, picture_of
from training.sources.labelled import Skipped
from training.sources.polite_http import FetchError, Manners, PoliteClient, ThrottledError

API = "/w/api.php"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    monkeypatch.setenv("no_proxy", "*")
    with scripted_server() as running:
        yield running


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def client(slept: list[float]) -> PoliteClient:
    manners = Manners("pixelgen-tests/1", pause_seconds=0, attempts=3)
    return PoliteClient(manners, clock=lambda: 0.0, sleep=slept.append, chance=lambda: 1.0)


def titles(server: ScriptedServer, client: PoliteClient, *, depth: int = 0, category: str = "Fish") -> list[str]:
    listed = list_pictures(client, category, depth=depth, width=330, api=server.root + API)
    return [one.title if isinstance(one, Picture) else one.origin for one in listed]


def taken(page: Json) -> Picture:
    picture = picture_of(page)
    assert isinstance(picture, Picture)
    return picture


def reason(page: Json) -> str:
    skipped = picture_of(page)
    assert isinstance(skipped, Skipped)
    return skipped.reason


# --- one page -------------------------------------------------------------------------------------------


def test_a_picture_has_its_thumbnail_page_licence_and_author() -> None:
    picture = taken(file_page(7, "File:A fish.jpg", root="https://upload.example"))
    assert picture == Picture(
        page=7,
        title="File:A fish.jpg",
        sha1=f"{7:040x}",
        address="https://upload.example/thumb/7.jpg",
        origin="https://commons.wikimedia.org/wiki/File:A_fish.jpg",
        licence="cc-by-sa-4.0",
        licence_address="https://creativecommons.org/licenses/by-sa/4.0",
        author="Rama & Musée Bolo",
    )


@pytest.mark.parametrize(
    "licence",
    [
        "pd",
        "cc-pd",
        "cc0",
        "CC0",
        "cc-zero",
        "cc-by-2.0",
        "cc-by-4.0",
        "cc-by-sa-3.0",
        "cc-by-sa-2.0-fr",
        "cc-by-sa-2.5",
    ],
)
def test_free_licences_are_taken(licence: str) -> None:
    assert taken(file_page(1, "File:A.jpg", licence=licence)).licence == licence.lower()


@pytest.mark.parametrize(
    "licence",
    [
        None,
        "",
        "cc-by-nc-4.0",
        "cc-by-nd-4.0",
        "cc-by-nc-sa-3.0",
        "cc-by-sa-nc-3.0",
        "cc-sa-1.0",
        "gfdl",
        "fal",
        "cc-by-4.0 or none",
        "cc-by",
        "not cc0",
        "cc0-ish",
        "pd-old",
    ],
)
def test_what_is_not_in_the_list_of_free_licences_is_not_taken(licence: str | None) -> None:
    assert "licence" in reason(file_page(1, "File:A.jpg", licence=licence))


@pytest.mark.parametrize("field", ["NonFree", "DeletionReason"])
def test_a_picture_in_dispute_is_not_taken(field: str) -> None:
    assert "not free" in reason(with_metadata(file_page(1, "File:A.jpg"), **{field: "true"}))


def test_a_licence_that_asks_for_the_authors_name_needs_one() -> None:
    nameless = with_metadata(file_page(1, "File:A.jpg"), Artist="<span> </span>")
    assert reason(nameless) == "no author is stated, whom cc-by-sa-4.0 asks to name"
    assert taken(with_metadata(file_page(1, "File:A.jpg", licence="cc0"), Artist=None)).author == "unknown"


def test_the_credit_line_that_an_author_asks_for_goes_before_the_name() -> None:
    page = with_metadata(file_page(1, "File:A.jpg"), Attribution="Photograph by <b>Rama</b>")
    assert taken(page).author == "Photograph by Rama"


def test_a_credit_has_no_marks_that_steer_a_terminal() -> None:
    page = with_metadata(file_page(1, "File:A.jpg"), Artist="a\x1b[31mb\nc\u202ed")
    assert taken(page).author == "a [31mb c d"


@pytest.mark.parametrize("mime", ["image/svg+xml", "image/tiff", "video/webm", "application/pdf", None])
def test_only_jpeg_and_png_are_photos(mime: str | None) -> None:
    assert reason(file_page(1, "File:A", mime=mime)).startswith(f"of type {mime}")


@pytest.mark.parametrize("key", ["thumburl", "descriptionurl", "sha1"])
def test_a_page_that_lacks_what_is_needed_is_left_out(key: str) -> None:
    page = file_page(1, "File:A.jpg")
    page["imageinfo"][0][key] = None
    assert reason(page) == f"the answer lacks {key}"


@pytest.mark.parametrize("info", [None, [], {}, "x", [[]], [{}], [{"mime": "image/jpeg", "extmetadata": []}]])
def test_a_page_told_in_another_shape_is_left_out(info: object) -> None:
    assert reason({"pageid": 3, "ns": 6, "imageinfo": info})
    assert reason({"pageid": 3, "ns": 6, "title": "File:A.jpg", "missing": True})


# --- a category -----------------------------------------------------------------------------------------


def test_a_category_is_asked_for_politely_and_in_one_go(server: ScriptedServer, client: PoliteClient) -> None:
    server.script(API, answer([file_page(2, "File:B.jpg"), file_page(1, "File:A.jpg")]))
    assert titles(server, client, category="Category:Amphiprion_ocellaris") == ["File:A.jpg", "File:B.jpg"]
    asked = server.asked[0].parameters
    assert asked["gcmtitle"] == "Category:Amphiprion ocellaris"
    assert (asked["maxlag"], asked["formatversion"], asked["iiurlwidth"]) == ("5", "2", "330")
    assert (asked["gcmtype"], asked["prop"]) == ("file", "imageinfo")
    assert set(asked["iiprop"].split("|")) == {"url", "size", "mime", "sha1", "extmetadata"}


def test_an_answer_with_more_to_come_is_continued_with_what_it_says(
    server: ScriptedServer, client: PoliteClient
) -> None:
    further = {"gcmcontinue": "file|4142|77", "continue": "gcmcontinue||"}
    server.script(API, answer([file_page(1, "File:A.jpg")], further=further), answer([file_page(2, "File:B.jpg")]))
    assert titles(server, client) == ["File:A.jpg", "File:B.jpg"]
    assert "gcmcontinue" not in server.asked[0].parameters
    assert further.items() <= server.asked[1].parameters.items()


def test_a_page_told_in_two_answers_is_one(server: ScriptedServer, client: PoliteClient) -> None:
    whole = file_page(1, "File:A.jpg")
    bare = {key: value for key, value in whole.items() if key != "imageinfo"}
    other = file_page(2, "File:B.jpg")
    server.script(
        API,
        answer([bare, other], further={"iicontinue": "A.jpg|2020", "continue": "||"}, whole=False),
        answer([whole, {key: value for key, value in other.items() if key != "imageinfo"}]),
    )
    listed = list(list_pictures(client, "Fish", depth=0, width=330, api=server.root + API))
    assert [type(one) for one in listed] == [Picture, Picture]


def test_an_empty_category_has_no_pictures(server: ScriptedServer, client: PoliteClient) -> None:
    server.script(API, answer([]))
    assert titles(server, client) == []


def test_subcategories_are_looked_into_as_deep_as_asked(server: ScriptedServer, client: PoliteClient) -> None:
    top = answer([file_page(1, "File:A.jpg"), subcategory(50, "Category:Young")])
    young = answer([file_page(2, "File:B.jpg"), subcategory(51, "Category:Eggs"), subcategory(49, "Category:Fish")])
    eggs = answer([file_page(3, "File:C.jpg"), file_page(1, "File:A.jpg")])
    server.script(API, top, young, eggs)
    assert titles(server, client, depth=2) == ["File:A.jpg", "File:B.jpg", "File:C.jpg"]
    assert [one.parameters["gcmtitle"] for one in server.asked] == ["Category:Fish", "Category:Young", "Category:Eggs"]
    assert [one.parameters["gcmtype"] for one in server.asked] == ["file|subcat", "file|subcat", "file"]


def test_pictures_come_before_the_whole_category_is_listed(server: ScriptedServer, client: PoliteClient) -> None:
    server.script(API, answer([file_page(1, "File:A.jpg")], further={"gcmcontinue": "x", "continue": "gcmcontinue||"}))
    next(iter(list_pictures(client, "Fish", depth=0, width=330, api=server.root + API)))
    assert len(server.asked) == 1


# --- answers that are none ------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"])
def test_a_busy_api_is_asked_again_when_it_says(
    server: ScriptedServer, client: PoliteClient, slept: list[float], code: str
) -> None:
    busy = refusal(code, "Waiting for db1: 6 seconds lagged", headers={"Retry-After": "11"})
    server.script(API, busy, answer([file_page(1, "File:A.jpg")]))
    assert titles(server, client) == ["File:A.jpg"]
    assert slept == [11.0]


def test_an_api_that_stays_busy_ends_the_listing(server: ScriptedServer, client: PoliteClient) -> None:
    server.script(API, refusal("maxlag", "Waiting for db1: 6 seconds lagged"))
    with pytest.raises(FetchError, match="maxlag: Waiting for db1: 6 seconds lagged, 3 times"):
        titles(server, client)
    server.script(API, refusal("ratelimited", "slow down"))
    with pytest.raises(ThrottledError, match="slow down"):
        titles(server, client)


def test_an_error_of_the_api_is_told_and_not_repeated(server: ScriptedServer, client: PoliteClient) -> None:
    server.script(API, refusal("invalidcategory", "The category name you entered is not valid."))
    with pytest.raises(CommonsError, match=r"refused: invalidcategory: The category name you entered is not valid\."):
        titles(server, client)
    assert len(server.asked) == 1


@pytest.mark.parametrize("body", [b"", b"<html>503</html>", b'{"query": {"pages": [', b"\xff\xfe", b"[" * 100_000])
def test_broken_json_is_asked_for_again(server: ScriptedServer, client: PoliteClient, body: bytes) -> None:
    server.script(API, Scripted(body), answer([file_page(1, "File:A.jpg")]))
    assert titles(server, client) == ["File:A.jpg"]
    server.script(API, Scripted(body))
    with pytest.raises(FetchError, match="no JSON, 3 times"):
        titles(server, client)


@pytest.mark.parametrize(
    "body",
    [b"[]", b"null", b'{"query": []}', b'{"query": {"pages": {"1": {}}}}', b'{"continue": "x"}', b'{"error": 1}'],
)
def test_json_of_another_shape_is_an_expected_failure(
    server: ScriptedServer, client: PoliteClient, body: bytes
) -> None:
    server.script(API, Scripted(body))
    with pytest.raises(CommonsError):
        titles(server, client)


def test_an_api_that_goes_in_circles_is_left(server: ScriptedServer, client: PoliteClient) -> None:
    server.script(API, answer([file_page(1, "File:A.jpg")], further={"gcmcontinue": "x", "continue": "gcmcontinue||"}))
    with pytest.raises(CommonsError, match="goes on from where it was"):
        titles(server, client)
