"""Pages of the package in the workspace: who may do what, what is shown, and that it costs the same with more rows."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from decisions import pdf
from decisions.domain.package import change_package, create_package, unfreeze_package, write_part
from decisions.enums import HandlingBody, HandlingResult, PackageState
from decisions.forms.handling import HandlingCorrectionForm, HandlingForm
from decisions.models import DecisionPackage, DocumentFile, Handling, PackagePart
from decisions.queries.content import parts_digest
from decisions.queries.document import document_view
from decisions.queries.handling import next_body
from drafting.domain.consultation import close_consultation
from jobs.domain.job import run_due_jobs
from jobs.models import Job
from projects.enums import PhaseKey
from projects.models import EventDetail
from servicelofte.common import clock
from servicelofte.common.tenancy import region_scope
from tests.drafting.test_comment import say
from tests.factories.accounts import make_user
from tests.factories.decisions import decide, freeze, make_package, make_version, reload, reword_core
from tests.factories.drafting import make_consultation
from tests.factories.projects import make_project
from tests.factories.remiss import make_request
from tests.support import assert_constant_queries, send


@pytest.fixture
def package(region):
    return make_package(region=region)


@pytest.fixture
def secretary(region):
    client = Client()
    client.force_login(make_user(region, "secretary"))
    return client


@pytest.fixture
def quick(monkeypatch):
    """Let a job make documents without laying them out."""
    import io

    import pikepdf

    def make(document) -> bytes:
        out = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/Keywords"] = f"{document.basis} {document.language}"
            pdf.save(out, static_id=True)
        return out.getvalue()

    monkeypatch.setattr(pdf, "make_document", make)


def address(package: DecisionPackage, name: str = "package_detail", *args: object) -> str:
    project = package.promise.project
    with translation.override("en"):
        return reverse(f"decisions:{name}", args=[project.region.slug, project.pk, package.pk, *args])


def project_address(project, name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"decisions:{name}", args=[project.region.slug, project.pk, *args])


def make_documents(client: Client, package: DecisionPackage) -> None:
    """Ask for the documents on the page, and let the worker make them."""
    client.post(address(package, "package_export"))
    run_due_jobs()


def opened(package: DecisionPackage) -> dict[str, int]:
    """Return what a question about the package carries: the version that was read."""
    return {"opened_version": reload(package).version}


def shown(response) -> str:
    return response.content.decode()


PAGES = {
    "package_detail": "view",
    "package_edit": "change",
    "preview": "view",
    "package_freeze": "secretary",
    "package_number": "change",
    "package_reopen": "secretary",
    "handling_create": "secretary",
    "decision_publish": "secretary",
}
ROLES = {
    "administrator": {"view", "change", "secretary"},
    "preparer": {"view", "change"},
    "secretary": {"view", "change", "secretary"},
    "manager": {"view"},
    "observer": {"view"},
    "producer": set(),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_page_opens_for_those_who_may(region, package, role, name):
    client = Client()
    client.force_login(make_user(region, role))
    expected = 200 if PAGES[name] in ROLES[role] else 403
    if name in ("package_number", "package_reopen", "handling_create"):
        freeze(package)
    elif name == "decision_publish" and expected == 200:
        # There is nothing to publish yet.
        expected = 302
    assert client.get(address(package, name)).status_code == expected


@pytest.mark.parametrize("role", ROLES)
def test_documents_are_asked_for_by_those_who_may(region, package, role):
    client = Client()
    client.force_login(make_user(region, role))
    may = "change" in ROLES[role]
    assert client.post(address(package, "package_export")).status_code == (302 if may else 403)
    assert client.get(address(package, "package_export")).status_code == (405 if may else 403)


@pytest.mark.parametrize("role", ROLES)
def test_package_is_frozen_by_those_who_may(region, package, role):
    client = Client()
    client.force_login(make_user(region, role))
    may = "secretary" in ROLES[role]
    with region_scope(region):
        sent = {**opened(package), "seen": parts_digest(package)}
    assert client.post(address(package, "package_freeze"), sent).status_code == (302 if may else 403)
    assert (reload(package).state == PackageState.FROZEN) is may


@pytest.mark.parametrize("name", [*PAGES, "package_export"])
def test_foreign_package_is_not_found(package, twin_region, name):
    client = Client()
    client.force_login(make_user(twin_region, "administrator"))
    method = client.get if name in PAGES else client.post
    assert method(address(package, name)).status_code == 404
    own = make_project(twin_region)
    with translation.override("en"):
        mixed = reverse(f"decisions:{name}", args=[twin_region.slug, own.pk, package.pk])
    assert method(mixed).status_code == 404
    assert reload(package).state == PackageState.DRAFT


def test_package_of_another_project_is_not_found(region, package, secretary):
    other = make_project(region)
    with translation.override("en"):
        mixed = reverse("decisions:package_detail", args=[region.slug, other.pk, package.pk])
    assert secretary.get(mixed).status_code == 404


def test_nobody_signed_out_sees_a_package(client, package):
    response = client.get(address(package))
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]


def test_empty_page_offers_the_first_step(region, secretary):
    project = make_project(region, current=PhaseKey.DECISION)
    assert "Publish a version of the promise first." in shown(
        secretary.get(project_address(project, "package"))
    )
    make_version(project)
    assert project_address(project, "package_create") in shown(
        secretary.get(project_address(project, "package"))
    )


def test_package_is_begun_with_the_newest_version(region, secretary):
    project = make_project(region)
    draft = make_version(project)
    form = secretary.get(project_address(project, "package_create"))
    assert "Version 1, published on" in shown(form)
    response = secretary.post(
        project_address(project, "package_create"), {"draft": draft.pk, "presenter": "Anna"}
    )
    with region_scope(region):
        package = DecisionPackage.objects.get()
    assert response["Location"] == address(reload(package))
    assert (package.draft, package.presenter) == (draft, "Anna")


def test_version_of_another_tenant_cannot_be_slipped_in(region, twin_region, secretary):
    project = make_project(region)
    make_version(project)
    foreign = make_version(make_project(twin_region))
    response = secretary.post(project_address(project, "package_create"), {"draft": foreign.pk})
    assert response.status_code == 200
    with region_scope(region):
        assert not DecisionPackage.objects.exists()


@pytest.mark.requirement(89)
def test_page_names_what_is_missing_and_shows_the_handbook_beside(region, secretary):
    project = make_project(region)
    draft = make_version(project)
    secretary.post(project_address(project, "package_create"), {"draft": draft.pk})
    page = shown(secretary.get(project_address(project, "package")))
    assert "15 things are missing before the package can be frozen:" in page
    for language in ("Swedish", "Finnish"):
        assert f"The proposal, the six parts and the effect on the budget in {language}" in page
    assert "Freeze the package</a>" not in page


@pytest.mark.requirement(89)
def test_freezing_an_incomplete_package_says_what_is_missing(region, secretary, package):
    with region_scope(region):
        PackagePart.objects.filter(kind="evaluation", language="fi").update(body="")
    with region_scope(region):
        sent = {**opened(package), "seen": parts_digest(package)}
    response = secretary.post(address(package, "package_freeze"), sent, follow=True)
    assert "Not ready to be frozen. Still missing: Evaluation (Finnish)." in shown(response)


@pytest.mark.requirement(89)
def test_freezing_warns_of_whom_nobody_has_heard_yet_but_does_not_hinder_it(region, secretary, package):
    assert "Not everything has been heard yet" not in shown(secretary.get(address(package)))
    consultation = make_consultation(package.draft, days=5, moderates_first=False)
    request = make_request(consultation, make_user(region, "preparer"))
    with region_scope(region):
        say(package.draft, words="Ingen har svarat mig.")
    for page in (address(package), address(package, "package_freeze")):
        said = shown(secretary.get(page))
        assert "Not everything has been heard yet" in said
        assert f"Statement of opinion: {request.body.name}" in said
        assert "Comments on version 1 of the draft" in said
        assert "1 comment or opinion has not been gone through" in said
    assert "package can be frozen:" not in shown(secretary.get(address(package)))
    send(secretary, address(package, "package_freeze"))
    assert reload(package).state == PackageState.FROZEN
    assert "Not everything has been heard yet" not in shown(secretary.get(address(package)))


def test_package_is_not_frozen_by_somebody_who_does_not_say_what_was_seen(region, secretary, package):
    secretary.post(address(package, "package_freeze"))
    assert reload(package).state == PackageState.DRAFT


def test_package_is_not_frozen_with_a_text_that_was_changed_after_it_was_seen(region, secretary, package):
    form = secretary.get(address(package, "package_freeze")).context["form"]
    asked = {name: form[name].value() for name in form.fields}
    with region_scope(region):
        part = package.parts.get(kind="evaluation", language="sv")
        place = {"kind": part.kind, "language": part.language, "opened": part.version}
        write_part(package=package, actor=None, body="Skrivet efteråt.", **place)
    refused = secretary.post(address(package, "package_freeze"), asked)
    assert refused.status_code == 409
    assert "Somebody changed a text of the package after you opened this page." in shown(refused)
    assert reload(package).state == PackageState.DRAFT
    form = refused.context["form"]
    secretary.post(address(package, "package_freeze"), {name: form[name].value() for name in form.fields})
    assert reload(package).state == PackageState.FROZEN


@pytest.mark.requirement(91)
def test_register_number_may_come_after_freezing_and_leaves_what_was_frozen(
    region, secretary, package, quick
):
    freeze(package)
    before = reload(package)
    make_documents(secretary, package)
    assert "Correct the register number" in shown(secretary.get(address(package)))
    url = address(package, "package_number")
    secretary.post(url, {**opened(package), "registry_number": "VD/99/2026"})
    after = reload(package)
    assert after.registry_number == "VD/99/2026"
    assert (after.frozen_digest, after.frozen) == (before.frozen_digest, before.frozen)
    with region_scope(region):
        assert after.history.first().history_user.email
    page = secretary.get(address(package)).context["page"]
    assert page.lacks_documents, "those made before do not bear the number"
    with region_scope(region):
        assert document_view(after, "sv").registry_number == "VD/99/2026"
    secretary.post(url, {**opened(package), "registry_number": "VD/12/2026"})
    assert not secretary.get(address(package)).context["page"].lacks_documents


def test_register_number_is_not_said_to_be_saved_of_nothing(secretary, package):
    package.registry_number = ""
    package.save_without_historical_record()
    freeze(package)
    url = address(package, "package_number")
    assert "Write the number of the matter." in secretary.post(url, opened(package)).text
    said = secretary.post(url, {**opened(package), "registry_number": "VD/99/2026"}, follow=True).text
    assert "The register number is saved." in said
    assert "Documents that were made before" not in said
    assert secretary.post(url, {**opened(package), "registry_number": ""}).status_code == 302
    assert reload(package).registry_number == ""


def test_decision_is_published_also_when_the_register_number_came_after_the_freezing(
    region, secretary, package, quick
):
    freeze(package)
    secretary.post(address(package, "package_number"), {**opened(package), "registry_number": "VD/99/2026"})
    with region_scope(region):
        decide(reload(package))
    make_documents(secretary, package)
    secretary.post(address(package, "decision_publish"), opened(package))
    assert reload(package).published_at


def test_register_number_of_a_package_that_is_not_frozen_is_written_with_the_rest(secretary, package):
    said = shown(
        secretary.post(address(package, "package_number"), {**opened(package), "registry_number": "1"})
    )
    assert "This cannot be done while the state is" in said
    assert reload(package).registry_number == "VD/12/2026"


def test_part_begins_with_its_outline_in_its_own_language(region, secretary):
    project = make_project(region)
    with region_scope(region):
        from decisions.domain.package import create_package

        package = create_package(draft=make_version(project), actor=None)
    response = secretary.get(address(reload(package), "part_edit", "implementation", "fi"))
    form = response.context["form"]
    assert form["body"].value().count("…") == 2
    assert form["body"].field.widget.attrs["lang"] == "fi"
    assert "budget_effect" in form.fields
    assert form["budget_effect"].field.needed_later, "the package is not frozen without it"
    other = secretary.get(address(reload(package), "part_edit", "reporting", "sv")).context["form"]
    assert "budget_effect" not in other.fields


def test_part_is_saved_and_the_other_language_stands_beside(region, secretary, package):
    url = address(package, "part_edit", "reporting", "sv")
    page = secretary.get(url)
    assert "Näin toimimme: reporting suomeksi." in shown(page)
    response = secretary.post(url, {"body": "Styrelsen\x00 får rapport.", "opened_version": 2})
    assert response["Location"] == address(package)
    with region_scope(region):
        part = PackagePart.objects.get(package=package, kind="reporting", language="sv")
        assert part.body == "Styrelsen får rapport."
        assert part.history.first().history_user.email


def test_second_editor_keeps_the_text(secretary, package):
    url = address(package, "part_edit", "reporting", "sv")
    secretary.post(url, {"body": "Först.", "opened_version": 2})
    response = secretary.post(url, {"body": "Sedan.", "opened_version": 2})
    assert response.status_code == 409
    assert "Först." in shown(response)
    assert "Sedan." in shown(response)


@pytest.mark.parametrize(("kind", "language"), [("nonsense", "sv"), ("reporting", "en"), ("reporting", "xx")])
def test_part_that_does_not_exist_is_not_found(secretary, package, kind, language):
    assert secretary.get(address(package, "part_edit", kind, language)).status_code == 404


@pytest.mark.requirement(90, 91)
def test_secretary_takes_the_package_from_freezing_to_publication(region, secretary, package, quick):
    send(secretary, address(package, "package_freeze"))
    assert reload(package).state == PackageState.FROZEN
    make_documents(secretary, package)
    assert "Register each meeting" in shown(secretary.get(address(package)))
    form = {
        "body_kind": "council",
        "meeting_on": clock.today().isoformat(),
        "section": "45",
        "result": "approved",
        "minutes_url": "",
        "amended_draft": "",
        "is_checked": "on",
    }
    response = send(secretary, address(package, "handling_create"), form)
    assert response.status_code == 302, response.context["form"].errors
    with region_scope(region):
        assert Handling.objects.get().body_name == {"sv": "Välfärdsområdesfullmäktige", "fi": "Aluevaltuusto"}
    response = secretary.post(address(package, "decision_publish"), opened(package), follow=True)
    assert "Make the documents of the decision first." in shown(response)
    assert "Then it can be published." in shown(secretary.get(address(package)))
    with region_scope(region):
        Job.objects.update(state="running")
    assert "Then it can be published." not in shown(secretary.get(address(package)))
    with region_scope(region):
        Job.objects.update(state="done")
    make_documents(secretary, package)
    question = address(package, "decision_publish")
    assert f'href="{question}"' in shown(secretary.get(address(package)))
    assert "It cannot be taken back" in shown(secretary.get(question))
    assert reload(package).published_at is None
    response = secretary.post(question, opened(package), follow=True)
    assert "Everybody can read the decision." in shown(response)
    with region_scope(region):
        assert DocumentFile.objects.filter(kind="decision").count() == 2
        assert Job.objects.count() == 2


def test_frozen_package_asks_first_for_its_documents_and_then_for_its_meetings(secretary, package, quick):
    package = freeze(package)
    primary = '<button type="submit" class="btn btn-primary">Make the documents'
    ways = (">Make the documents</button>", ">Register a handling</a>")
    before = shown(secretary.get(address(package)))
    make, register = (before.index(words) for words in ways)
    assert make < register
    assert primary in before
    make_documents(secretary, package)
    after = shown(secretary.get(address(package)))
    assert "Make the documents" not in after
    assert "btn-primary" in after[: after.index(ways[1])].rpartition("<a")[2]


@pytest.mark.parametrize(
    ("role", "said"), [("secretary", "Make them now"), ("observer", "makes them before the meetings")]
)
def test_frozen_package_without_documents_says_what_to_do_and_who_does_it(
    client, region, package, role, said
):
    freeze(package)
    client.force_login(make_user(region, role))
    assert said in shown(client.get(address(package)))


def approval() -> dict[str, str]:
    """Return what is sent to register the council's approval today."""
    return {
        "body_kind": HandlingBody.COUNCIL,
        "meeting_on": clock.today().isoformat(),
        "section": "45",
        "result": HandlingResult.APPROVED,
        "is_checked": "on",
    }


@pytest.mark.requirement(91)
def test_approval_without_documents_is_confirmed_with_a_reason_that_is_kept(region, secretary, package):
    package, there = freeze(package), address(package, "handling_create")
    assert set(send(secretary, there, approval()).context["form"].errors) == {"is_undocumented"}
    ticked = {**approval(), "is_undocumented": "on"}
    asked = send(secretary, there, ticked)
    assert set(asked.context["form"].errors) == {"undocumented"}
    label = re.search(r'<label for="id_undocumented".*?</label>', asked.text, re.S)
    assert label
    assert "field-optional" not in label[0]
    assert reload(package).state == PackageState.FROZEN
    assert send(secretary, there, {**ticked, "undocumented": "Papper på mötet"}).status_code == 302
    assert "Papper på mötet" in shown(secretary.get(address(package)))
    with region_scope(region):
        assert reload(package).history.first().history_change_reason == "Papper på mötet"
        assert EventDetail.objects.get(event__kind="handling.registered").words == {
            "reason": "Papper på mötet"
        }


def test_meeting_is_not_registered_on_a_package_that_was_frozen_anew_since_it_was_seen(
    region, secretary, package
):
    package, there = freeze(package), address(package, "handling_create")
    approved = {**approval(), "is_undocumented": "on", "undocumented": "Papper på mötet"}
    approved["seen"] = secretary.get(there).context["form"]["seen"].value()
    with region_scope(region):
        unfreeze_package(package=package, actor=None, opened=package.version, reason="Ett fel")
        part = package.parts.get(kind="evaluation", language="sv")
        place = {"kind": part.kind, "language": part.language, "opened": part.version}
        write_part(package=package, actor=None, body="Skrivet efteråt.", **place)
    early = secretary.post(there, approved)
    assert "The package is open for change, so no meeting can be registered on it." in shown(early)
    assert "Papper på mötet" in shown(early)
    package = freeze(package)
    lacking = secretary.post(there, {**approved, "is_undocumented": "", "section": ""})
    assert lacking.status_code == 409
    assert "The package was changed and frozen anew after you opened this page." in shown(lacking)
    refused = secretary.post(there, approved)
    assert refused.status_code == 409
    assert "The package was changed and frozen anew after you opened this page." in shown(refused)
    assert "Papper på mötet" in shown(refused)
    assert reload(package).state == PackageState.FROZEN
    approved["seen"] = refused.context["form"]["seen"].value()
    assert secretary.post(there, approved).status_code == 302


def test_what_an_approval_with_changes_demands_is_not_called_optional(secretary, package):
    package = freeze(package)
    page = secretary.get(address(package, "handling_create"))
    for name in ("changes_sv", "changes_fi", "amended_draft", "body_name_sv"):
        label = re.search(rf'<label for="id_{name}".*?</label>', page.text, re.S)
        assert label
        assert "field-optional" not in label[0], name
        with translation.override("en"):
            assert str(page.context["form"].fields[name].help_text).startswith("Needed ")


@pytest.mark.parametrize(("result", "is_optional"), [("amended", False), ("approved", True)])
def test_changes_are_optional_in_the_correction_of_what_was_approved_as_it_was(package, result, is_optional):
    form = HandlingCorrectionForm(
        instance=Handling(result=result, body_name={}, changes={}, meeting_on=clock.today()),
        languages=["sv", "fi"],
        frozen_on=None,
        choices=[("sv", "Svenska")],
    )
    assert form.fields["changes_sv"].needed_later is not is_optional


def test_approval_with_documents_is_asked_nothing_of_them(secretary, package, quick):
    package = freeze(package)
    make_documents(secretary, package)
    form = secretary.get(address(package, "handling_create")).context["form"]
    assert "is_undocumented" not in form.fields
    number = {"registry_number": "VD/99/2026", "opened_version": reload(package).version}
    assert secretary.post(address(package, "package_number"), number).status_code == 302
    assert send(secretary, address(package, "handling_create"), approval()).status_code == 302


def test_page_tells_while_documents_are_made_and_when_they_fail(region, secretary, package):
    package = freeze(package)
    values = {"region": region, "kind": "decisions.export", "occasion": f"package:{package.pk}"}
    with region_scope(region):
        job = Job.objects.create(
            **values, state="running", due_at=reload(package).frozen_at, done_units=1, total_units=2
        )
    page = shown(secretary.get(address(package)))
    assert "You can leave this page" in page
    assert "50 %" in page
    with region_scope(region):
        Job.objects.filter(pk=job.pk).update(state="failed", error="The document took too long to make.")
    assert "The document took too long to make." in shown(secretary.get(address(package)))


def test_refused_handling_keeps_what_was_written(region, secretary, package):
    package = freeze(package)
    form = {
        "body_kind": "council",
        "meeting_on": clock.today().isoformat(),
        "section": "45",
        "result": "amended",
        "changes_sv": "Kärnan skrevs om.",
        "changes_fi": "",
        "is_checked": "on",
        "is_undocumented": "on",
        "undocumented": "Delades ut på mötet.",
    }
    response = send(secretary, address(package, "handling_create"), form)
    assert response.status_code == 200
    assert "Write what the meeting changed." in shown(response)
    assert "Kärnan skrevs om." in shown(response)


def test_approval_with_changes_is_told_all_that_it_lacks_at_once(region, secretary, package):
    package = freeze(package)
    form = {
        "body_kind": "council",
        "meeting_on": (clock.today() - dt.timedelta(days=60)).isoformat(),
        "section": "45",
        "result": "amended",
        "changes_sv": "Kärnan skrevs om.",
    }
    response = send(secretary, address(package, "handling_create"), form)
    lacking = {"is_early", "changes_fi", "amended_draft", "is_checked", "is_undocumented"}
    assert set(response.context["form"].errors) == lacking
    # The board proposes; that it cannot approve is all there is to say.
    response = send(secretary, address(package, "handling_create"), {**form, "body_kind": "board"})
    assert not {"changes_fi", "amended_draft"} & set(response.context["form"].errors)


def test_meeting_that_changed_the_text_is_registered_with_its_version(region, secretary, package):
    from drafting.domain.version import publish_version

    package = freeze(package)
    with region_scope(region):
        reword_core(package.promise, "Hjälp nära dig")
        amended = publish_version(promise=package.promise, actor=None)
    form = {
        "body_kind": HandlingBody.COUNCIL,
        "meeting_on": clock.today().isoformat(),
        "section": "45",
        "result": HandlingResult.AMENDED,
        "changes_sv": "Kärnan.",
        "changes_fi": "Ydin.",
        "amended_draft": amended.pk,
        "is_checked": "on",
        "is_undocumented": "on",
        "undocumented": "Delades ut på mötet.",
    }
    assert send(secretary, address(package, "handling_create"), form).status_code == 302
    assert reload(package).decided_draft == amended
    assert "The changes stand in version 2." in shown(secretary.get(address(package)))


def test_each_thing_that_is_missing_leads_to_where_it_is_written(region, secretary):
    with region_scope(region):
        bare = create_package(draft=make_version(make_project(region, current=PhaseKey.DECISION)), actor=None)
    page = secretary.get(address(bare))
    missing = page.context["page"].missing
    assert missing
    for need in missing:
        assert f'<li><a href="{need["url"]}">{need["name"]}</a></li>' in unescape(page.text)
        assert secretary.get(need["url"].partition("#")[0]).status_code == 200


@pytest.mark.parametrize("result", HandlingResult.values)
def test_result_that_can_never_be_changed_is_registered_only_with_a_second_look(
    region, secretary, package, result
):
    package = freeze(package)
    is_boards = result == HandlingResult.FORWARDED
    form = {
        "body_kind": HandlingBody.BOARD if is_boards else HandlingBody.COUNCIL,
        "meeting_on": clock.today().isoformat(),
        "section": "45",
        "result": result,
        "changes_sv": "Kärnan.",
        "changes_fi": "Ydin.",
    }
    told = send(secretary, address(package, "handling_create"), form)
    is_final = result in ("approved", "amended", "rejected")
    assert ("is_checked" in told.context["form"].errors if told.context else False) == is_final
    assert reload(package).state == ("frozen" if is_final or is_boards else "returned")
    if is_final:
        assert "Compare the result with the minutes and tick the box" in shown(told)
        told = send(secretary, address(package, "handling_create"), {**form, "is_checked": "on"})
        assert "is_checked" not in (told.context["form"].errors if told.context else {})


def test_what_two_languages_lack_is_told_at_once_beside_each_field(secretary, package):
    freeze(package)
    form = {
        "body_kind": HandlingBody.OTHER,
        "meeting_on": clock.today().isoformat(),
        "section": "45",
        "result": HandlingResult.FORWARDED,
    }
    page = send(secretary, address(package, "handling_create"), form)
    told = page.context["form"].errors
    assert set(told) == {"body_name_sv", "body_name_fi"}
    assert page.text.count('aria-invalid="true"') == 2


def test_handling_is_corrected_with_a_reason(region, secretary, package):
    handling = decide(freeze(package))
    url = address(package, "handling_edit", handling.pk)
    assert "Fullmäktige" in shown(secretary.get(url))
    form = {
        "body_name_sv": "Fullmäktige",
        "body_name_fi": "Valtuusto",
        "meeting_on": clock.today().isoformat(),
        "section": "46",
        "minutes_url": "",
        "reason": "Fel paragraf",
        "opened_version": 1,
    }
    assert secretary.post(url, form).status_code == 302
    with region_scope(region):
        assert Handling.objects.get().section == "46"
    assert secretary.post(url, {**form, "section": "47"}).status_code == 409


@pytest.mark.parametrize("language", ["sv", "fi"])
def test_preview_reads_as_the_document_in_each_language(secretary, package, language):
    page = shown(secretary.get(address(package, "preview", language)))
    assert {"sv": "Så gör vi: reporting på svenska.", "fi": "Näin toimimme: reporting suomeksi."}[
        language
    ] in page
    heading = {"sv": "Inverkan på budgeten", "fi": "Vaikutus talousarvioon"}[language]
    assert f"<h3>{heading}</h3>" in page, "not in the language of the page around it"
    assert secretary.get(address(package, "preview", "en")).status_code == 404


def test_document_is_downloaded_by_staff_of_the_region_only(region, twin_region, secretary, package, quick):
    freeze(package)
    make_documents(secretary, package)
    with region_scope(region):
        row = DocumentFile.objects.first()
        content = row.file.read()
    url = project_address(package.promise.project, "document", row.pk)
    response = secretary.get(url)
    assert b"".join(response.streaming_content) == content
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename=")
    assert response["X-Content-Type-Options"] == "nosniff"
    for role, status in (("producer", 403), ("observer", 200)):
        client = Client()
        client.force_login(make_user(region, role))
        assert client.get(url).status_code == status
    stranger = Client()
    stranger.force_login(make_user(twin_region, "administrator"))
    assert stranger.get(url).status_code == 404
    secretary.logout()
    assert secretary.get(url).status_code == 302


def test_package_page_costs_the_same_with_more_rows(region, secretary, package):
    package = freeze(package)
    number = iter(range(1, 99))

    def add(count: int) -> None:
        with region_scope(region):
            for _row in range(count):
                decide(package, body_kind=HandlingBody.BOARD, result=HandlingResult.FORWARDED)
                mark = f"{next(number):064d}"
                DocumentFile.objects.create(
                    region=region,
                    package=package,
                    kind="package",
                    language="sv",
                    file="documents/x.pdf",
                    sha256=mark,
                    basis=mark,
                    size=1,
                    made_at=package.frozen_at,
                )
            make_package(make_project(region))

    assert_constant_queries(lambda: secretary.get(address(package)), add)


def test_list_of_packages_costs_the_same_with_more_rows(region, secretary, package):
    project = package.promise.project

    def add(count: int) -> None:
        for _row in range(count):
            make_package(project)

    assert_constant_queries(lambda: secretary.get(project_address(project, "package")), add)


@pytest.mark.parametrize(
    ("state", "tone"),
    [("draft", "info"), ("frozen", "info"), ("returned", "warning"), ("rejected", "warning")],
)
def test_state_of_a_package_stands_in_its_tone(region, secretary, package, state, tone):
    package = freeze(package)
    with region_scope(region):
        DecisionPackage.objects.filter(pk=package.pk).update(state=state)
    with translation.override("en"):
        tag = f'<span class="tag tag-{tone}">{PackageState(state).label}</span>'
    assert tag in shown(secretary.get(address(package)))


PROPOSAL = {"body_kind": HandlingBody.BOARD, "result": HandlingResult.FORWARDED, "section": "12"}


@pytest.mark.requirement(90)
def test_proposal_on_earlier_content_is_warned_of_and_marked_once_the_package_is_changed(
    region, secretary, package
):
    package = freeze(package)
    frozen_at, reopen = package.frozen_at, address(package, "package_reopen")
    assert secretary.get(reopen).context["handled"] == []
    decide(package, **PROPOSAL)
    (handled,) = secretary.get(reopen).context["handled"]
    assert handled.section == "12"
    assert f"§&nbsp;{handled.section}" in shown(secretary.get(reopen))
    assert [row["earlier"] for row in secretary.get(address(package)).context["page"].handlings] == [None]
    send(secretary, reopen, {"reason": "Ny text"})
    (item,) = secretary.get(address(package)).context["page"].handlings
    assert item["earlier"].at == frozen_at
    assert "About the content that was frozen" in shown(secretary.get(address(package)))
    with region_scope(region):
        write_part(
            package=package,
            kind="reporting",
            language="sv",
            actor=None,
            opened=PackagePart.objects.get(package=package, kind="reporting", language="sv").version,
            body="Ny text.",
        )
    decide(freeze(package), **{**PROPOSAL, "section": "30"})
    earlier = secretary.get(address(package)).context["page"].handlings
    assert {item["row"].section: bool(item["earlier"]) for item in earlier} == {"12": True, "30": False}
    assert [row.section for row in secretary.get(reopen).context["handled"]] == ["30"]


def test_package_frozen_anew_with_the_same_content_keeps_its_proposal(region, secretary, package):
    package = freeze(package)
    decide(package, **PROPOSAL)
    send(secretary, address(package, "package_reopen"), {"reason": "Av misstag"})
    package = freeze(package)
    assert [row["earlier"] for row in secretary.get(address(package)).context["page"].handlings] == [None]
    with region_scope(region):
        assert next_body(package) == HandlingBody.COUNCIL


def test_next_is_the_board_again_when_what_it_proposed_was_changed(region, secretary, package):
    package = freeze(package)
    decide(package, **PROPOSAL)
    with region_scope(region):
        assert next_body(package) == HandlingBody.COUNCIL
    send(secretary, address(package, "package_reopen"), {"reason": "Ny text"})
    with region_scope(region):
        row = reload(package)
        change_package(
            package=row,
            actor=None,
            opened=row.version,
            draft=row.draft,
            presenter="Bo Ek",
            registry_number=row.registry_number,
        )
        assert next_body(freeze(package)) == HandlingBody.BOARD


def test_decided_package_leads_to_the_phase_in_which_the_project_still_stands(region, secretary, package):
    project = package.promise.project
    freeze(package)
    assert secretary.get(address(package)).context["page"].phase_behind is None
    with region_scope(region):
        decide(reload(package))
        assert project.phases.filter(state="current").update(state="done")
        project.phases.filter(key=PhaseKey.DIALOGUE).update(state="off")
        assert secretary.get(address(package)).context["page"].phase_behind is None
        project.phases.filter(key=PhaseKey.START).update(state="current")
    page = secretary.get(address(package))
    onward = reverse("projects:phase_detail", args=[region.slug, project.pk, PhaseKey.START])
    assert page.context["page"].phase_behind.url == onward
    assert f'href="{onward}">Go to the phase: ' in page.text


def test_decided_package_of_a_closed_project_leads_to_nothing_that_cannot_be_done(region, secretary, package):
    project = package.promise.project
    freeze(package)
    with region_scope(region):
        decide(reload(package))
        project.phases.filter(key=PhaseKey.START).update(state="current")
        DecisionPackage.objects.filter(pk=package.pk).update(published_at=clock.now())
    asked = ("Go to the phase: ", "Go on to implementation")
    assert all(words in secretary.get(address(package)).text for words in asked)
    with region_scope(region):
        type(project).objects.filter(pk=project.pk).update(state="closed")
    page = secretary.get(address(package)).text
    assert "Everybody can read the decision." in page
    assert not any(words in page for words in asked)


def test_decided_package_says_who_is_still_asked_about_the_draft_in_vain(region, secretary, package):
    staff = make_user(region)
    consultation = make_consultation(package.draft, days=30)
    asked = make_request(consultation, staff)
    freeze(package)
    assert secretary.get(address(package)).context["page"].still_asked == []
    with region_scope(region):
        decide(reload(package))
    page = secretary.get(address(package))
    assert {row.label for row in page.context["page"].still_asked} == {
        f"Comments on version {package.draft.number} of the draft",
        f"Statement of opinion: {asked.body.name_sv}",
    }
    assert "The draft still asks for views" in page.text


@pytest.mark.parametrize("form", [HandlingForm, HandlingCorrectionForm])
def test_link_to_the_minutes_that_no_column_holds_is_refused_by_its_field(form):
    column = Handling._meta.get_field("minutes_url")
    assert form.base_fields["minutes_url"].max_length == column.max_length


def test_question_before_a_decision_is_published_says_who_is_still_asked(region, secretary, package, quick):
    consultation = make_consultation(package.draft, days=30)
    freeze(package)
    with region_scope(region):
        decide(reload(package))
    make_documents(secretary, package)
    label = f"Comments on version {package.draft.number} of the draft"
    assert label in secretary.get(address(package, "decision_publish")).text
    with region_scope(region):
        close_consultation(
            consultation=consultation, actor=None, expected=consultation.version, reason="Slut"
        )
    assert "still asks for views" not in secretary.get(address(package, "decision_publish")).text
