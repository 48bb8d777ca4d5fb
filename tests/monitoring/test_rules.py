"""Who may measure, judge, see to feedback and evaluate."""

import pytest

from accounts.enums import Role
from monitoring.models import Feedback
from monitoring.queries.feedback import answerable, feedback_list
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.monitoring import make_corrective, make_feedback, make_indicator, make_measurement

ANSWER = "participation.respond_contribution"
STAFF = {"administrator", "preparer", "secretary", "manager", "observer"}
FOLLOWERS = {"administrator", "preparer", "manager"}
ALLOWED = {
    "monitoring.view_indicator": STAFF,
    "monitoring.change_indicator": FOLLOWERS,
    "monitoring.measure_indicator": FOLLOWERS,
    "monitoring.set_statementstatus": FOLLOWERS,
    "monitoring.finish_correctiveaction": FOLLOWERS,
    "monitoring.view_feedback": STAFF,
    "monitoring.change_feedback": FOLLOWERS,
    "monitoring.add_evaluationround": {"administrator", "preparer"},
}


@pytest.mark.parametrize("permission", ALLOWED)
@pytest.mark.parametrize("role", Role.values)
def test_role_may_what_the_policy_says(cast, permission, role):
    person = make_user(cast.region, role)
    with region_scope(cast.region):
        assert person.has_perm(permission, cast.project) is (role in ALLOWED[permission])


@pytest.mark.parametrize("permission", ALLOWED)
def test_role_of_another_region_counts_for_nothing(cast, permission):
    stranger = make_user(make_region(), *Role.values)
    with region_scope(cast.region):
        assert not stranger.has_perm(permission, cast.project)


def test_owner_measures_the_own_indicator_although_no_manager(cast):
    own, other = make_indicator(cast.promise, owner=cast.observer), make_indicator(cast.promise)
    value = make_measurement(own, cast.project.starts_on, 1)
    with region_scope(cast.region):
        assert cast.observer.has_perm("monitoring.measure_indicator", own)
        assert cast.observer.has_perm("monitoring.change_measurement", value)
        assert not cast.observer.has_perm("monitoring.measure_indicator", other)
        assert not cast.observer.has_perm("monitoring.change_indicator", own)


def test_owner_of_the_project_is_not_taken_for_the_owner_of_an_indicator(cast):
    with region_scope(cast.region):
        cast.project.owner = cast.observer
        cast.project.save()
        assert not cast.observer.has_perm("monitoring.measure_indicator", cast.project)


def test_owner_who_left_the_region_measures_no_more(cast):
    own = make_indicator(cast.promise, owner=cast.observer)
    with region_scope(cast.region):
        cast.observer.memberships.update(is_active=False)
        assert not cast.observer.has_perm("monitoring.measure_indicator", own)


def test_responsible_person_finishes_the_own_corrective_action(cast):
    own, other = make_corrective(cast.first, owner=cast.observer), make_corrective(cast.first)
    with region_scope(cast.region):
        assert cast.observer.has_perm("monitoring.finish_correctiveaction", own)
        assert not cast.observer.has_perm("monitoring.finish_correctiveaction", other)


def test_whoever_sees_to_feedback_answers_it_and_no_other_although_no_preparer(cast):
    own, other = make_feedback(cast.promise, owner=cast.manager), make_feedback(cast.promise)
    with region_scope(cast.region):
        assert cast.manager.has_perm("participation.respond_contribution", own.contribution)
        assert not cast.manager.has_perm("participation.respond_contribution", other.contribution)
        assert not cast.manager.has_perm("participation.respond_contribution", cast.project)
        assert not cast.manager.has_perm("participation.moderate_contribution", own.contribution)
        cast.manager.memberships.update(is_active=False)
        left = type(cast.manager).objects.get(pk=cast.manager.pk)
        assert not left.has_perm("participation.respond_contribution", own.contribution)


@pytest.mark.parametrize("role", ["preparer", "manager", "observer"])
def test_list_of_feedback_and_rule_agree_on_who_answers(cast, role):
    """Also once it was handed on to somebody else."""
    person = getattr(cast, role)
    owners = (cast.manager, cast.observer, None)
    rows = [make_feedback(cast.promise, owner=owner) for owner in owners]
    with region_scope(cast.region):
        for _time in ("as given", "handed on"):
            shown = feedback_list(cast.project, {}).rows
            listed = answerable(shown, person, answers_all=person.has_perm(ANSWER, cast.project))
            assert listed == {row.pk for row in rows if person.has_perm(ANSWER, row.contribution)}
            Feedback.objects.update(owner=cast.owner)
