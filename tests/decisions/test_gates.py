"""Pages of a package that ask for what cannot be done now lead back and say why; what was read is sent along."""

import datetime as dt

import pytest
from django.test import Client

from decisions.domain.document import publish_decision
from decisions.domain.handling import annul_handling, correct_handling
from decisions.domain.package import freeze_package, unfreeze_package
from decisions.enums import HandlingBody, HandlingResult, PackageState
from decisions.models import DecisionPackage, Handling, PackagePart
from drafting.models import DraftVersion
from projects.enums import PhaseKey
from servicelofte.common import clock
from servicelofte.common.errors import IllegalTransition
from servicelofte.common.tenancy import region_scope
from tests.decisions.test_views import address, approval, project_address
from tests.factories.accounts import make_user
from tests.factories.decisions import EARLY, decide, freeze, make_package, reload
from tests.factories.projects import make_project
from tests.support import leads_back, send

PROPOSAL = {"body_kind": HandlingBody.BOARD, "result": HandlingResult.FORWARDED}


@pytest.fixture
def package(region):
    return make_package(region=region)


@pytest.fixture
def secretary(region):
    client = Client()
    client.force_login(make_user(region, "secretary"))
    return client


def _as_it_is(package: DecisionPackage) -> None:
    pass


def _decided(package: DecisionPackage) -> None:
    decide(freeze(package))


def _incomplete(package: DecisionPackage) -> None:
    PackagePart.objects.filter(package=package, kind="evaluation", language="fi").update(body="")


def _taken_back(package: DecisionPackage) -> None:
    DraftVersion.objects.filter(pk=package.draft_id).update(state="withdrawn")


IMPOSSIBLE = {
    "package_edit frozen": ("package_edit", freeze, "The package is frozen. Take it back first"),
    "package_edit decided": ("package_edit", _decided, "while the state is “Decided”"),
    "package_number open": ("package_number", _as_it_is, "while the state is “Being put together”"),
    "package_reopen open": ("package_reopen", _as_it_is, "while the state is “Being put together”"),
    "package_reopen decided": ("package_reopen", _decided, "while the state is “Decided”"),
    "package_freeze incomplete": ("package_freeze", _incomplete, "Still missing: Evaluation (Finnish)."),
    "package_freeze taken back": ("package_freeze", _taken_back, "This version was taken back."),
    "package_freeze frozen": ("package_freeze", freeze, "while the state is “Frozen for handling”"),
    "package_freeze decided": ("package_freeze", _decided, "while the state is “Decided”"),
    "handling_create open": ("handling_create", _as_it_is, "Freeze it first; then a meeting handles it."),
    "handling_create decided": ("handling_create", _decided, "while the state is “Decided”"),
    "decision_publish open": ("decision_publish", _as_it_is, "once the council has approved the promise"),
    "decision_publish decided": ("decision_publish", _decided, "Make the documents of the decision first."),
}


@pytest.mark.parametrize(("name", "bring", "words"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_page_of_what_cannot_be_done_now_leads_back_and_says_why(
    region, secretary, package, name, bring, words
):
    with region_scope(region):
        bring(package)
    assert words in leads_back(secretary, address(package, name), address(package))


def test_text_of_a_frozen_package_is_not_opened_for_change(secretary, package):
    freeze(package)
    url = address(package, "part_edit", "proposal", "sv")
    assert "The package is frozen." in leads_back(secretary, url, address(package))


def test_decision_that_is_published_is_not_asked_about_again(region, secretary, package):
    with region_scope(region):
        _decided(package)
        DecisionPackage.objects.filter(pk=package.pk).update(published_at=clock.now())
    told = leads_back(secretary, address(package, "decision_publish"), address(package))
    assert "The decision is published already." in told
    with region_scope(region):
        before = reload(package)
        assert publish_decision(package=before, actor=None, opened=before.version) == before


def test_annulled_result_is_not_opened_for_correction(region, secretary, package):
    with region_scope(region):
        row = decide(freeze(package))
        annul_handling(handling=row, actor=None, opened=row.version, reason="Fel", language="sv")
    told = leads_back(secretary, address(package, "handling_edit", row.pk), address(package))
    assert "This result was annulled already." in told


def test_package_is_not_begun_while_no_version_waits_for_one(region, secretary, package):
    project = package.promise.project
    for each in (project, make_project(region, current=PhaseKey.DECISION)):
        there, back = (project_address(each, name) for name in ("package_create", "package"))
        assert "no version now that a package can be begun of" in leads_back(secretary, there, back)


def test_head_of_a_page_that_cannot_be_used_now_leads_back_too(secretary, package):
    assert secretary.head(address(package, "handling_create")).status_code == 302


def test_decided_package_is_not_frozen_by_somebody_who_presses_the_button_again(region, secretary, package):
    with region_scope(region):
        _decided(package)
        row = reload(package)
        with pytest.raises(IllegalTransition):
            freeze_package(package=row, actor=None, opened=row.version)
    assert reload(package).state == PackageState.DECIDED


def test_name_of_another_body_is_asked_for_along_with_all_else(secretary, package):
    package = freeze(package)
    tomorrow = (clock.today() + dt.timedelta(days=1)).isoformat()
    sent = {"body_kind": "other", "result": "approved", "meeting_on": tomorrow, "body_name_sv": "Utskottet"}
    page = send(secretary, address(package, "handling_create"), sent)
    told = page.context["form"].errors
    assert told["body_name_fi"] == ["Write the name of the body."]
    assert told["result"] == ["Only the council approves or rejects a promise."]
    assert told["meeting_on"] == ["Register the handling once the meeting has been held."]
    assert "section" in told
    assert not {"body_name_sv", "is_checked"} & set(told)


def test_package_is_not_opened_again_over_a_meeting_that_was_registered_meanwhile(region, secretary, package):
    package, there = freeze(package), address(package, "package_reopen")
    form = secretary.get(there).context["form"]
    sent = {name: form[name].value() for name in ("opened_version", "seen")} | {"reason": "Ny text"}
    decide(package, **PROPOSAL)
    refused = secretary.post(there, sent)
    assert refused.status_code == 409
    assert "A meeting was registered on the package" in refused.text
    assert "Ny text" in refused.text
    assert len(refused.context["handled"]) == 1
    assert reload(package).state == PackageState.FROZEN
    form = refused.context["form"]
    assert secretary.post(there, {name: form[name].value() for name in form.fields}).status_code == 302
    assert reload(package).state == PackageState.DRAFT


def _corrected(package: DecisionPackage) -> None:
    row = Handling.objects.get(package=package)
    words = dict.fromkeys(package.region.languages, "Styrelsen")
    kept = {"meeting_on": row.meeting_on, "changes": {}, "minutes_url": "", "early": EARLY}
    correct_handling(handling=row, actor=None, opened=1, reason="Fel", body_name=words, section="46", **kept)


def _frozen_anew(package: DecisionPackage) -> None:
    unfreeze_package(package=package, actor=None, opened=package.version, reason="Fel")
    PackagePart.objects.filter(package=package, kind="evaluation", language="sv").update(body="Årligen")
    freeze(package)


@pytest.mark.parametrize("happens", [_corrected, _frozen_anew])
def test_package_is_not_opened_again_over_what_was_corrected_or_frozen_meanwhile(
    region, secretary, package, happens
):
    package, there = freeze(package), address(package, "package_reopen")
    decide(package, **PROPOSAL)
    form = secretary.get(there).context["form"]
    sent = {name: form[name].value() for name in ("opened_version", "seen")} | {"reason": "Ny text"}
    with region_scope(region):
        happens(package)
    refused = secretary.post(there, sent)
    assert refused.status_code == 409
    assert "A meeting was registered on the package, or something else was frozen" in refused.text


NEVER_SEEN = {
    "package_freeze": (_as_it_is, {}),
    "package_reopen": (freeze, {"reason": "Ny text"}),
    "handling_create": (freeze, approval() | {"is_undocumented": "on", "undocumented": "Papper"}),
}


@pytest.mark.parametrize("without", ["", None], ids=["empty", "missing"])
@pytest.mark.parametrize(("name", "bring", "sent"), [(key, *NEVER_SEEN[key]) for key in NEVER_SEEN])
def test_who_does_not_say_what_was_seen_is_asked_anew_and_led_to_it(
    region, secretary, package, name, bring, sent, without
):
    bring(package)
    before, there = reload(package), address(package, name)
    sent = sent | {"opened_version": before.version} | ({} if without is None else {"seen": without})
    refused = secretary.post(there, sent)
    assert refused.status_code == 409
    assert reload(package).state == before.state
    link = f'<a href="{address(package)}">Read the package on its page</a>'
    assert link in refused.text.split('class="error-summary"')[1].split("</div>")[0]
    form = refused.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert secretary.post(there, again).status_code == 302
    assert reload(package).state != before.state
