"""The page that the others are compared with: a template of 30 KB with a handful of variables, and no database."""

from django.http import HttpRequest, HttpResponse
from django.template import engines

SIZE = 30 * 1024
HEAD = '<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>\n'
PARAGRAPH = (
    "<p>A paragraph of about a hundred letters, as long as a sentence of a statement in a promise is.</p>\n"
)
FOOT = "<footer>{{ words }}</footer></body></html>\n"
PAGE = engines["django"].from_string(HEAD + PARAGRAPH * (SIZE // len(PARAGRAPH)) + FOOT)


def page(request: HttpRequest) -> HttpResponse:
    """Return the bare page, rendered anew with all context processors."""
    return HttpResponse(PAGE.render({"title": "Bench", "words": "a few words"}, request))
