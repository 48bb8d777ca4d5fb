"""Every app has the same shape, so that a newcomer guesses the file from the sentence."""

import ast
import re
import tomllib

import pytest

from tests.architecture.tree import APPS, ROOT, product_files, tracked

ALWAYS = {"__init__", "apps", "enums", "rules", "models", "queries", "domain", "urls", "admin"}
# Lowest first: a module imports only what stands before it.
ORDER = ("enums", "rules", "models", "queries", "domain", "forms", "pdf", "exports", "views", "urls", "admin")


@pytest.mark.parametrize("app", APPS)
def test_app_has_the_modules_of_every_app(app):
    here = {
        path.stem
        for path in (ROOT / app).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert here & ALWAYS == ALWAYS


@pytest.mark.parametrize("app", APPS)
def test_app_registers_itself_in_one_module(app):
    assert [name for name in ("phase.py", "parts.py") if (ROOT / app / name).exists()] != []


@pytest.mark.parametrize("app", APPS)
def test_app_readme_says_what_it_is_for_in_ten_lines(app):
    lines = (ROOT / app / "README.md").read_text(encoding="utf-8").strip().splitlines()
    assert lines[0].startswith("# ")
    assert len([line for line in lines if line.strip()]) <= 12


@pytest.mark.parametrize("app", APPS)
def test_modules_of_an_app_import_only_what_stands_before_them(app):
    wrong = []
    for path in tracked(f"{app}/*.py"):
        own = path.split("/")[1].removesuffix(".py")
        if own not in ORDER:
            continue
        for module, line in _imports(path):
            parts = module.split(".")
            if (
                parts[0] == app
                and len(parts) > 1
                and parts[1] in ORDER
                and ORDER.index(parts[1]) > ORDER.index(own)
            ):
                wrong.append(f"{path}:{line} imports {module}")
    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_domain_knows_neither_tasks_nor_requests(app):
    for path in tracked(f"{app}/domain/*.py"):
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not [module for module, _ in _imports(path) if module.endswith(".tasks")], path
        assert not re.search(r"\bHttpRequest\b|\brequest:|\(request\b", source), path


def test_public_domain_functions_and_queries_say_what_they_do():
    assert [
        f"{path}:{node.lineno} {node.name}"
        for path in product_files()
        if "/domain/" in path or path.endswith("queries.py") or "/queries/" in path
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ] == []


def test_domain_functions_take_keywords_and_are_annotated():
    assert [
        f"{path}:{node.lineno} {node.name}"
        for path in product_files()
        if "/domain/" in path
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if len(node.args.args) > 1
        or node.returns is None
        or any(arg.annotation is None for arg in node.args.kwonlyargs)
    ] == []


def test_contracts_protect_the_inside_of_every_app():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in pyproject["tool"]["importlinter"]["contracts"]}
    for app in APPS:
        inside = [name for name in ("views", "forms", "templatetags", "admin") if _is_module(app, name)]
        assert set(contracts[f"inside-{app}"]["protected_modules"]) == {f"{app}.{name}" for name in inside}
        assert contracts[f"inside-{app}"]["allowed_importers"] == [app]


def test_nothing_of_an_apps_inside_stands_beside_what_the_contracts_protect():
    beside = re.compile(r"\w+/((views|forms|admin)_\w+|\w+_(views|forms|admin))\.py")
    assert [path for path in tracked("*.py") if beside.fullmatch(path)] == []


def test_names_are_listed_only_where_a_module_hands_on_what_others_define():
    assert [
        path for path in product_files() if (listed := _listed(path)) and not listed & _taken_in(path)
    ] == []


def _listed(path):
    """Return the names in the module's __all__."""
    return {
        name
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        for name in ast.literal_eval(node.value)
    }


def _taken_in(path):
    """Return the names that the module imports."""
    return {
        alias.asname or alias.name
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }


def _is_module(app, name):
    return (ROOT / app / f"{name}.py").exists() or (ROOT / app / name / "__init__.py").exists()


def _imports(path):
    """Yield (module, line) of each import that runs, with those under TYPE_CHECKING left out."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    unread = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in unread:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def test_top_layer_names_every_module_that_composes_the_house():
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(
        contract["layers"]
        for contract in pyproject["tool"]["importlinter"]["contracts"]
        if contract["id"] == "direction"
    )
    modules = {name.split("/")[1].removesuffix(".py") for name in tracked("servicelofte/*.py")} - {
        "__init__",
        "common",
    }
    assert set(layers[0].split(" : ")) == {f"servicelofte.{name}" for name in modules}
    assert layers[1:] == [*reversed(APPS), "servicelofte.common"]


def test_lock_holds_up_nobody_who_only_refers_to_the_row():
    """FOR UPDATE would wait for every foreign key to the row, and end in deadlocks with whoever inserts one."""
    strong = [
        name
        for name in product_files()
        for call in re.findall(
            r"select_for_update\([^)]*\)?[^)]*\)", (ROOT / name).read_text(encoding="utf-8")
        )
        if "no_key=True" not in call
    ]
    assert strong == []
