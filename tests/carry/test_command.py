"""``askel map read``: the contract, to the letter."""

import json
import zipfile
from pathlib import Path

from typer.testing import CliRunner, Result

from askel.carry.command import app

FIXTURES = Path(__file__).parent.parent / "fixtures"
LINKEDIN = FIXTURES / "linkedin_Connections.csv"
(GRAPHML,) = (FIXTURES / "networkcanvas").glob("*.graphml")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["read", *map(str, words)])


def test_network_canvas_as_json() -> None:
    assert json.loads(run(GRAPHML, "--json").stdout) == {
        "maps": [
            {
                "source": "networkcanvas-graphml",
                "people": 3,
                "networks": 1,
                "ties": 3,
                "left_out": {"repeat": 1},
                "links_dropped": 0,
                "measures": {
                    "size": 4,
                    "ties": 3,
                    "density": 0.5,
                    "circles": 1,
                    "isolates": 0,
                    "effective_size": 2.5,
                    "constraint": 0.68359375,
                },
            }
        ]
    }


def test_linkedin_as_json_with_names() -> None:
    (told,) = json.loads(run(LINKEDIN, "--json", "--names").stdout)["maps"]

    assert (told["source"], told["people"], told["networks"], told["ties"]) == ("linkedin", 6, 0, 0)
    assert (told["left_out"], told["links_dropped"]) == ({"no-person": 1, "repeat": 1}, 0)
    assert told["measures"]["constraint"] == 1 / 6
    assert told["names"][0] == {"name": "Ines Okafor-Lindqvist", "kind": "contact"}
    assert len(told["names"]) == 6


def test_nameless_people_are_null(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_text("First Name,Last Name,URL,Company\n,,https://linkedin.com/in/x,\n")

    (told,) = json.loads(run(path, "--json", "--names").stdout)["maps"]

    assert told["names"] == [{"name": None, "kind": "contact"}]


def test_two_kinds_of_files_are_two_maps() -> None:
    told = json.loads(run(GRAPHML, LINKEDIN, "--json").stdout)["maps"]

    assert [one["source"] for one in told] == ["networkcanvas-graphml", "linkedin"]


def test_a_table_for_people() -> None:
    shown = run(GRAPHML, "--names")

    assert shown.exit_code == 0
    assert "TAMK, Tampere" in shown.stdout
    assert "0.684" in shown.stdout


def test_a_refusal_is_one_sentence_on_the_error_stream_and_exit_two(tmp_path: Path) -> None:
    picture = tmp_path / "map.graphml"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))

    for files in ([picture], [GRAPHML, picture], [tmp_path / "nowhere.csv"], [tmp_path]):
        ended = run(*files, "--json")
        assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert "map.graphml: This file is a picture" in run(GRAPHML, picture).stderr


def zipped(path: Path, *files: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"export/{file.name}")
    return path


def test_every_format_has_its_source(tmp_path: Path) -> None:
    export = sorted((FIXTURES / "networkcanvas").iterdir())
    own = tmp_path / "map.json"
    own.write_text('{"askel": "map", "version": 1, "map": {"contacts": [], "ties": []}}')
    told = {
        "linkedin": [LINKEDIN],
        "vcard": [FIXTURES / "vcard" / "cloud_4.0.vcf"],
        "google": [FIXTURES / "google_today.csv"],
        "networkcanvas-graphml": [GRAPHML],
        "networkcanvas-csv": [path for path in export if path.suffix == ".csv"],
        "networkcanvas-zip": [zipped(tmp_path / "export.zip", *export)],
        "askel": [own],
    }

    sources = [json.loads(run(*files, "--json", "--names").stdout)["maps"][0]["source"] for files in told.values()]

    assert sources == list(told)


def test_a_session_as_csv_or_zip_says_what_its_graphml_says(tmp_path: Path) -> None:
    export = sorted((FIXTURES / "networkcanvas").iterdir())
    ways = [[GRAPHML], [path for path in export if path.suffix == ".csv"], [zipped(tmp_path / "all.zip", *export)]]

    told = [json.loads(run(*files, "--json").stdout)["maps"] for files in ways]

    assert [{**one[0], "source": ""} for one in told] == [{**told[0][0], "source": ""}] * 3


def test_a_wish_is_somebody_of_the_file_whom_no_measure_counts(tmp_path: Path) -> None:
    place = {"kind": "contact", "ring": 1, "sphere": "work"}
    ids = [f"00000000-0000-4000-8000-00000000000{number}" for number in range(3)]
    contacts = [{"id": one, "nickname": one[-1], "wish": one == ids[0], **place} for one in ids]
    ties = [[ids[0], ids[1]], [ids[1], ids[2]]]
    path = tmp_path / "map.json"
    path.write_text(json.dumps({"askel": "map", "version": 1, "map": {"contacts": contacts, "ties": ties}}))

    (told,) = json.loads(run(path, "--json").stdout)["maps"]

    assert (told["people"], told["ties"]) == (3, 2)
    assert (told["measures"]["size"], told["measures"]["ties"], told["measures"]["density"]) == (2, 1, 1.0)
