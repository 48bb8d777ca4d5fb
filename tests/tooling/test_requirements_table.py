"""The table of requirements and tests is read from source."""

import requirements_table
from requirements_table import Requirement


def _table(monkeypatch, tmp_path, source, *, rows):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_it.py").write_text(source)
    monkeypatch.setattr(requirements_table, "ROOT", tmp_path)
    monkeypatch.setattr(requirements_table, "requirements", lambda: rows)
    monkeypatch.setattr(requirements_table.sys, "argv", ["requirements_table.py"])
    return requirements_table.main()


def test_must_without_a_test_fails(monkeypatch, tmp_path):
    rows = [Requirement(1, True, "a must", True), Requirement(2, False, "a should", True)]
    assert _table(monkeypatch, tmp_path, "def test_other(): ...", rows=rows) == 1


def test_numbers_of_a_test_and_of_its_file_count(monkeypatch, tmp_path, capsys):
    rows = [Requirement(number, True, f"must {number}", True) for number in (1, 2, 3)]
    source = "pytestmark = pytest.mark.requirement(1)\n@pytest.mark.requirement(2, 3)\ndef test_it(): ...\n"
    assert _table(monkeypatch, tmp_path, source, rows=rows) == 0
    assert capsys.readouterr().out.count("tests/test_it.py::test_it") == 3


def test_number_that_no_requirement_has_fails(monkeypatch, tmp_path):
    source = "@pytest.mark.requirement(7)\ndef test_it(): ...\n"
    assert _table(monkeypatch, tmp_path, source, rows=[Requirement(1, False, "a should", True)]) == 1


def test_list_is_whole():
    assert [row.number for row in requirements_table.requirements()] == list(range(1, 141))
