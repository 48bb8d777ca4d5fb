"""The measured work, in the order in which it takes turns."""

from bench.target import Target
from bench.targets import page, pdf, public, survey

ALL: list[Target] = [
    page.TARGET,
    public.WARM,
    public.UNCHANGED,
    public.COLD,
    public.COMMENTS,
    public.COMMENTS_WARM,
    public.POST,
    survey.GROUP_BY,
    survey.AGGREGATION,
    pdf.PLAIN,
    pdf.DECISION,
]
