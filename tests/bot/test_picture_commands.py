"""`dealwire map` and `dealwire timeline`: a picture in a file, and what it shows in words."""

import json
from pathlib import Path

import pytest

from tests.bot.conftest import Run
from tests.bot.telling import Teller, mazda
from tests.corpus.deals.makers import deal

PNG = b"\x89PNG\r\n\x1a\n"
COMMANDS = ("map", "timeline")


@pytest.fixture
def loaded(run: Run, teller: Teller) -> Run:
    """Panasonic Energy supplies Mazda and, as one article recalls, Tesla; Ford and Kia both buy of CATL."""
    recalled = deal("supplier Panasonic Energy, buyer Tesla", background=True, announced="2014")
    files = [
        teller.tells("mazda", "2024-03-29", mazda(), recalled),
        teller.tells("catl", "2024-08-01", deal("supplier CATL, buyer Ford, buyer Kia")),
        teller.tells("sale", "2024-09-01", deal("acquirer Lyten, target Cuberg, seller Northvolt", "acquisition")),
    ]
    assert run("ingest", *files)[0] == 0
    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_picture_is_written_and_told_in_words(loaded: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "picture.PNG"

    code, out, err = loaded(command, "Panasonic", "-o", path)

    assert code == 0
    assert path.read_bytes().startswith(PNG)
    assert out.startswith("Panasonic: ") and "Mazda" in out and "Tesla" in out
    assert str(path) in err


@pytest.mark.parametrize("command", COMMANDS)
def test_json_names_the_file_and_counts_the_deals(loaded: Run, tmp_path: Path, command: str) -> None:
    code, out, err = loaded(command, "mazda", "-o", tmp_path / "m.png", "--json")

    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told.pop("caption").startswith("Mazda: ")
    assert told == {"path": str(tmp_path / "m.png"), "company": "mazda", "name": "Mazda", "deals": 1}


@pytest.mark.parametrize("command", COMMANDS)
def test_earlier_picture_of_that_name_is_replaced(loaded: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "m.png").write_text("old")

    assert loaded(command, "mazda", "-o", tmp_path / "m.png")[0] == 0
    assert (tmp_path / "m.png").read_bytes().startswith(PNG)


@pytest.mark.parametrize("command", COMMANDS)
def test_since_leaves_older_deals_out(loaded: Run, tmp_path: Path, command: str) -> None:
    code, _, err = loaded(command, "Mazda", "-o", tmp_path / "m.png", "--since", "2024-03-30")

    assert code == 3
    assert "nothing to draw" in err
    assert not (tmp_path / "m.png").exists()


@pytest.mark.parametrize(
    ("company", "others", "strangers"),
    [
        ("Ford", "supplier (CATL)", "Kia"),
        ("CATL", "2 customers (Ford, Kia)", "Lyten"),
        ("Cuberg", "acquirer (Lyten)", "Northvolt"),
        ("Lyten", "takeover target (Cuberg)", "Northvolt"),
    ],
)
def test_map_ties_those_that_deal_with_each_other(
    loaded: Run, tmp_path: Path, company: str, others: str, strangers: str
) -> None:
    _, out, _ = loaded("map", company, "-o", tmp_path / "m.png")

    assert others in out
    assert strangers not in out


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("company", "said"), [("Rivian", "nothing to draw"), ("Mazada", "Did you mean: Mazda")])
def test_company_without_deals_or_unknown_is_nothing_found(
    loaded: Run, tmp_path: Path, command: str, company: str, said: str
) -> None:
    code, out, err = loaded(command, company, "-o", tmp_path / "m.png", "--json")

    assert (code, out) == (3, "null\n")
    assert said in err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("out", ["missing/m.png", "m.jpg", "."])
def test_file_that_cannot_be_drawn_into_is_wrong_usage(loaded: Run, tmp_path: Path, command: str, out: str) -> None:
    code, printed, err = loaded(command, "Mazda", "-o", tmp_path / out)

    assert (code, printed) == (2, "")
    assert "-o" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_picture_without_a_file_is_wrong_usage(run: Run, command: str) -> None:
    assert run(command, "Mazda")[0] == 2
