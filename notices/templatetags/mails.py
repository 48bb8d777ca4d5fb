"""Words of mails: `{{ words|in_the_language:code }}` marks paragraphs in another language than the mail."""

from django import template

from notices.marks import marked

register = template.Library()
register.filter("in_the_language", marked)
