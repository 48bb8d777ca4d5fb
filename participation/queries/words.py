"""Words of the handbook in the language of the page."""

from projects.handbook import load_handbook
from servicelofte.common.languages import page_language


def method_name(key: str) -> str:
    """Return the name of a way of taking part in the page's language, without the examples that help to choose it;
    a key the handbook does not know stays itself.
    """
    name, _comma, _examples = _method_names().get(key, key).partition(", ")
    return name


def method_choices() -> list[tuple[str, str]]:
    """Return (key, name) of the handbook's ways of taking part, with their examples, in its order (p. 18, 21)."""
    return list(_method_names().items())


def synthesis_question(perspective: str) -> str:
    """Return the question that the synthesis of a perspective answers, in the page's language (p. 19)."""
    return load_handbook().perspective(perspective).synthesis_question.in_language(page_language())


def _method_names() -> dict[str, str]:
    language = page_language()
    return {method.key: method.name.in_language(language) for method in load_handbook().participation_methods}
