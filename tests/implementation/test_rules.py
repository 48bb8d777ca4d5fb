"""Who may what with actions, contracts and the communication plan."""

import pytest

from accounts.enums import Role
from accounts.queries import responsible_people
from servicelofte.common.tenancy import region_scope
from tests.factories.accounts import make_region, make_user
from tests.factories.implementation import make_action, make_clause, make_contract, make_producer

ALLOWED = {
    "implementation.view_action": {"administrator", "preparer", "secretary", "manager", "observer"},
    "implementation.change_action": {"administrator", "preparer", "manager"},
    "implementation.move_action": {"administrator", "preparer", "manager"},
    "implementation.change_contract": {"administrator", "preparer"},
    "implementation.list_contract": set(Role.values),
    "implementation.own_contracts": {"producer"},
    "implementation.view_communication": {"administrator", "preparer", "secretary", "manager", "observer"},
    "implementation.add_communication": {"administrator", "preparer"},
    "implementation.delete_communication": {"administrator", "preparer"},
}


@pytest.mark.parametrize("permission", ALLOWED)
@pytest.mark.parametrize("role", Role.values)
def test_role_may_what_the_policy_says(cast, permission, role):
    person = make_user(cast.region, role)
    with region_scope(cast.region):
        assert person.has_perm(permission, cast.region) is (role in ALLOWED[permission])


@pytest.mark.parametrize("permission", ALLOWED)
def test_role_of_another_region_counts_for_nothing(cast, permission):
    stranger = make_user(make_region(), *Role.values)
    with region_scope(cast.region):
        assert not stranger.has_perm(permission, cast.region)


def test_owner_may_move_the_own_action_and_no_other(cast):
    own, other = make_action(cast.first, owner=cast.observer), make_action(cast.first)
    with region_scope(cast.region):
        assert cast.observer.has_perm("implementation.move_action", own)
        assert not cast.observer.has_perm("implementation.move_action", other)


def test_owner_who_left_the_region_moves_no_action(cast):
    own = make_action(cast.first, owner=cast.observer)
    with region_scope(cast.region):
        cast.observer.memberships.update(is_active=False)
        assert not cast.observer.has_perm("implementation.move_action", own)


def test_only_the_contracts_producer_confirms(cast):
    contract = make_contract(cast.promise, make_producer(cast.region, cast.producer))
    clause = make_clause(contract, cast.first)
    another = make_user(cast.region, "producer")
    with region_scope(cast.region):
        assert cast.producer.has_perm("implementation.confirm_clause", clause)
        assert not another.has_perm("implementation.confirm_clause", clause)
        assert not cast.preparer.has_perm("implementation.confirm_clause", clause)


def test_action_is_given_to_people_who_work_in_the_region(cast):
    """A producer speaks for its own contracts only; who has left, or works elsewhere, for nothing here."""
    gone, elsewhere = make_user(cast.region, "manager"), make_user(make_region(), "manager")
    with region_scope(cast.region):
        gone.memberships.update(is_active=False)
        offered = set(responsible_people(cast.region))
    assert {cast.preparer, cast.manager, cast.observer} <= offered
    assert not offered & {cast.producer, gone, elsewhere}
