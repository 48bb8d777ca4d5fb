"""Verbs of memberships: invite, accept, join, end."""

import datetime as dt
import uuid

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import InviteCode, Membership, Region, User
from accounts.queries import members
from servicelofte.common import clock, registry
from servicelofte.common.errors import DomainError
from servicelofte.common.tenancy import every_region, region_scope
from servicelofte.common.tokens import hash_code, receipt_code

INVITATION_DAYS = 14
PURPOSE = "join"
MOST_A_DAY = 200
NO_LONGER_HOLDS = _("This invitation has been used or is too old. Ask for a new one.")


def invitation_code(invite: InviteCode) -> str:
    """Return the code of an invitation, derived when it is needed."""
    return receipt_code(purpose=PURPOSE, uuid=invite.uuid, generation=invite.generation)


@transaction.atomic
def invite_person(
    *, region: Region, email: str, name: str, role: str, language: str, invited_by: User, unit: str = ""
) -> InviteCode | Membership:
    """Invite a person to a role. Whom the region knows becomes a member at once; else an invitation is made.

    Whether the address has an account in another region is not told: that person answers the invitation too.
    `unit` is where the person works; it is kept with the role, also when the person joins later. The mail is queued
    with the invitation. Raises DomainError when the person has the role already or the day's cap is reached.
    """
    known = Membership.objects.filter(user__email=email.strip().lower()).select_related("user").first()
    if known:
        if Membership.objects.filter(user=known.user, role=role, is_active=True).exists():
            raise DomainError(_("This person has the role already."), field="email")
        return _give_role(known.user, region, role, unit)
    since = clock.now() - dt.timedelta(days=1)
    if InviteCode.objects.filter(created_at__gte=since).count() >= MOST_A_DAY:
        raise DomainError(_("So many invitations have been sent today that you must go on tomorrow."))
    identity = uuid.uuid4()
    code = receipt_code(purpose=PURPOSE, uuid=identity, generation=1)
    invite = InviteCode.objects.create(
        region=region,
        uuid=identity,
        email=email.strip().lower(),
        name=name,
        role=role,
        unit=unit,
        language=language,
        code_hash=hash_code(code),
        expires_at=clock.now() + dt.timedelta(days=INVITATION_DAYS),
        invited_by=invited_by,
    )
    registry.mailers["outbox"](
        region=region,
        recipient=invite.email,
        kind="invitation",
        occasion=f"{invite.uuid}:{invite.generation}",
        language=language,
        context={"invite": invite.pk},
    )
    return invite


def _give_role(person: User, region: Region, role: str, unit: str) -> Membership:
    membership, _made = Membership.objects.update_or_create(
        user=person, role=role, region=region, defaults={"is_active": True, "unit": unit}
    )
    settle_administration(person=person)
    return membership


def open_invitation(code: str) -> InviteCode | None:
    """Return the unused, unexpired invitation of a code, from whichever region that is switched on, or None."""
    with every_region():
        rows = InviteCode.objects.filter(region__is_active=True).select_related("region")
        return rows.filter(code_hash=hash_code(code), used_at=None, expires_at__gt=clock.now()).first()


def take_back_invitation(*, invite: InviteCode) -> None:
    """Let an invitation hold no longer, such as one that went to a wrong address; its mail is not sent any more.

    Raises DomainError when it was used meanwhile.
    """
    if not InviteCode.objects.filter(pk=invite.pk, used_at=None).update(expires_at=clock.now()):
        raise DomainError(_("The person has joined already. End the role instead."))


def invited_account(invite: InviteCode) -> User | None:
    """Return the account that the invited address has already, or None."""
    return User.objects.filter(email=invite.email).first()


@transaction.atomic
def join_region(*, code: str, person: User) -> InviteCode:
    """Give a person who has an account the role of an invitation, once, and return the invitation.

    Who was invited twice has the role once, and both invitations are used. Raises DomainError when it went to another
    address, or no longer holds; nor does it once the role was ended, since whom the region knows is not invited anew.
    """
    invite = _held_invitation(code)
    if invite.email != person.email:
        raise DomainError(_("The invitation is for another address than the one you are signed in with."))
    with region_scope(invite.region):
        _use(invite)
        if Membership.objects.filter(user=person, role=invite.role, is_active=False).exists():
            raise DomainError(NO_LONGER_HOLDS)
        _give_role(person, invite.region, invite.role, invite.unit)
    return invite


def _held_invitation(code: str) -> InviteCode:
    invite = open_invitation(code)
    if invite is None:
        raise DomainError(NO_LONGER_HOLDS)
    return invite


def _use(invite: InviteCode) -> None:
    if not InviteCode.objects.filter(pk=invite.pk, used_at=None).update(used_at=clock.now()):
        raise DomainError(NO_LONGER_HOLDS)


@transaction.atomic
def accept_invitation(*, code: str, name: str, password: str) -> User:
    """Make the invited person's account and membership, once; raises DomainError when the invitation no longer
    holds.
    """
    invite = _held_invitation(code)
    with region_scope(invite.region):
        _use(invite)
        try:
            with transaction.atomic():
                user = User.objects.create_user(
                    invite.email,
                    password,
                    name=name,
                    language=invite.language,
                    is_staff=invite.role == Role.ADMINISTRATOR,
                )
        except IntegrityError:
            raise DomainError(_("You have an account already: sign in with it.")) from None
        # The code came by this address: it is known to be the person's, which two-step sign-in asks for.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        Membership.objects.create(region=invite.region, user=user, role=invite.role, unit=invite.unit)
    return user


@transaction.atomic
def end_membership(*, membership: Membership, ended_by: User) -> None:
    """End a membership; raises DomainError for the region's last administrator.

    Whoever looks after no region any more is not let into the administration site either.
    """
    if membership.role == Role.ADMINISTRATOR:
        require_other_administrator(membership=membership)
    membership.is_active = False
    membership._change_reason = f"ended by {ended_by.uuid}"
    membership.save()
    settle_administration(person=membership.user)


def require_other_administrator(*, membership: Membership) -> None:
    """Raise DomainError when nobody else administers the region of `membership`; call in the change's transaction."""
    if not _others_administer(membership):
        raise DomainError(_("A region needs an administrator. Give the role to somebody else first."))


def require_administrators_besides(*, person: User) -> None:
    """Raise DomainError, beside `is_active`, when only `person` administers a region, of whichever: call it in the
    transaction in which the account is switched off.
    """
    with every_region():
        held = Membership.objects.filter(user=person, role=Role.ADMINISTRATOR, is_active=True)
        rows = held.select_related("region").order_by("region_id")
        alone = [str(row.region) for row in rows if not _others_administer(row)]
    if alone:
        words = _("Nobody else administers %(regions)s. Give the role to somebody else first.")
        raise DomainError(words % {"regions": ", ".join(alone)}, field="is_active")


def _others_administer(membership: Membership) -> bool:
    # Of two administrators who end each other's role at once, one stays.
    Region.objects.select_for_update(no_key=True).get(pk=membership.region_id)
    others = Membership.objects.filter(
        region=membership.region_id, role=Role.ADMINISTRATOR, is_active=True, user__is_active=True
    )
    return others.exclude(pk=membership.pk).exists()


def settle_administration(*, person: User) -> None:
    """Let into the administration site whoever administers a region, and nobody else but the operator."""
    with every_region():
        administers = Membership.objects.filter(user=person, role=Role.ADMINISTRATOR, is_active=True).exists()
    if person.is_staff != (administers or person.is_superuser):
        person.is_staff = not person.is_staff
        person.save(update_fields=["is_staff"])


def require_member(*, user: User | None, region: Region, field: str = "owner") -> None:
    """Refuse a person who has no active role in `region` (in scope); None passes. Raises DomainError beside `field`."""
    if user is not None and not members().filter(user=user, region=region).exists():
        raise DomainError(_("Choose a person who works in this region."), field=field)
