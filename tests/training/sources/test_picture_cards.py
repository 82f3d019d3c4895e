"""What names and CSV lines say of a picture."""

from __future__ import annotations

from pathlib import Path

import pytest

from pixelgen.vocabulary import CATEGORIES, SPECIES, ZONES
from training.sources.labelled import Labels, SourceError
from training.sources.picture_cards import Card, joined, labels_in, read_cards


@pytest.mark.parametrize(
    ("parts", "labels"),
    [
        (["reef", "clownfish", "12"], Labels("reef", "reef_fish", "clownfish")),
        (["clownFish0"], Labels(None, "reef_fish", "clownfish")),
        (["hermitCrabWalk2"], Labels(None, "grazer", "crab")),
        (["Sea Turtle", "walk"], Labels(None, "grazer", "sea_turtle")),
        (["32bit-moon-jellyfish1"], Labels(None, "jellyfish", None)),
        (["lion's mane"], Labels(None, "jellyfish", "lions_mane")),
        (["reef_fish", "x"], Labels(None, "reef_fish", None)),
        (["octopuses", "Octopus reef1"], Labels("reef", "cephalopod", "octopus")),
        (["crabs"], Labels(None, "grazer", "crab")),
        (["reef", "hadal", "x"], Labels("hadal", None, None)),
        (["stuff", "IMG_2041"], Labels()),
        (["coral", "crab-delicious"], Labels(None, "grazer", "crab")),
    ],
)
def test_names_anywhere_in_the_path_label_a_picture(parts: list[str], labels: Labels) -> None:
    assert labels_in(parts) == labels


@pytest.mark.parametrize("name", [*ZONES, *CATEGORIES, *SPECIES])
def test_every_name_of_the_vocabulary_is_understood(name: str) -> None:
    assert name in (lambda found: (found.zone, found.category, found.species))(labels_in([name]))


def test_a_csv_file_labels_pictures_and_knows_better_than_the_path(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(
        "\ufefffile,species,zone,licence,author\na\\x.png,crab,,MIT,Ann\nb.png,,abyss,,\n", encoding="utf-8"
    )
    cards = read_cards(path)
    assert cards == {
        "a/x.png": Card(Labels(species="crab"), "MIT", "Ann"),
        "b.png": Card(Labels(zone="abyss")),
    }
    below = Labels("reef", "reef_fish", "tang")
    assert joined(cards["a/x.png"], below).labels == Labels("reef", "grazer", "crab")
    assert joined(cards["b.png"], below).labels == Labels("abyss", "reef_fish", "tang")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name,zone\nx.png,reef\n", "expected the columns file"),
        ("file,depth\nx.png,3\n", "got depth"),
        ("", "expected the columns file"),
        ("file,zone\nx.png,surface\n", "labels.csv:2: zone must be one of"),
        ("file,category,species\nx.png,coral,crab\n", "labels.csv:2: crab is a grazer"),
        ("file,zone\nx.png,reef,3\n", "labels.csv:2: more values"),
        ("file,zone\nx.png,reef\nx.png,reef\n", "labels.csv:3: x.png is listed twice"),
        ("file,zone\n,reef\n", "labels.csv:2: no file"),
        (b"file\n\xff\xfe.png\n", "labels.csv"),
        (b'file\n"' + b"x" * 200_000 + b"\n", "field larger"),
    ],
)
def test_a_wrong_csv_file_is_refused_with_its_line(tmp_path: Path, text: str | bytes, complaint: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(SourceError, match=complaint):
        read_cards(path)


def test_a_missing_csv_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_cards(tmp_path / "labels.csv")
