"""What wants to be larger wants to be two things."""

import ast

import pytest

from tests.architecture.tree import ROOT, product_files, tracked

pytestmark = pytest.mark.once

LINES_IN_FILE = 400
LINES_IN_FUNCTION = 40
METHODS_IN_CLASS = 20


@pytest.mark.parametrize("path", [*product_files(), *tracked("templates/*.html")], ids=str)
def test_file_stays_readable_at_one_sitting(path):
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= LINES_IN_FILE


def test_functions_stay_short():
    assert [
        f"{path}:{node.lineno} {node.name} ({length})"
        for path in product_files()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := node.end_lineno - node.lineno + 1) > LINES_IN_FUNCTION
    ] == []


def test_classes_have_few_methods():
    assert [
        f"{path}:{node.lineno} {node.name}"
        for path in product_files()
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(part, ast.FunctionDef) for part in node.body) >= METHODS_IN_CLASS
    ] == []


def _tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))
