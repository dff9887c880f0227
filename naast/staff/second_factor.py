"""A code of six digits from an app (TOTP, RFC 6238), used once each."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp

from naast.errors import StaffInputInvalid
from naast.store.keyring import Keyring
from naast.store.tables import Staff

_STEP_S = 30
_WINDOW = (-1, 0, 1)
"""A phone's clock may be half a minute off."""
_ISSUER = "Naast"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the app needs: typed (`secret`) or scanned (`uri` as a QR code)."""

    secret: str
    uri: str


def begin(keyring: Keyring, staff: Staff) -> Enrolment:
    """A new secret; it counts from `confirm` on."""
    secret = pyotp.random_base32()
    staff.totp_sealed, staff.totp_confirmed, staff.totp_counter = keyring.seal_own(_name(staff), secret), False, 0
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=staff.email, issuer_name=_ISSUER))


def confirm(keyring: Keyring, staff: Staff, code: str, now: datetime) -> None:
    """The first right code shows that the app works. Raises StaffInputInvalid."""
    if staff.totp_sealed is None or not _accept(keyring, staff, code, now):
        raise StaffInputInvalid("Deze code klopt niet. Kijk of de klok van je telefoon goed staat.", "code")
    staff.totp_confirmed = True


def accepts(keyring: Keyring, staff: Staff, code: str, now: datetime) -> bool:
    """Is this the code of now? It never is a second time."""
    return staff.totp_confirmed and _accept(keyring, staff, code, now)


def forget(staff: Staff) -> None:
    staff.totp_sealed, staff.totp_confirmed, staff.totp_counter = None, False, 0


def _accept(keyring: Keyring, staff: Staff, code: str, now: datetime) -> bool:
    assert staff.totp_sealed is not None
    totp = pyotp.TOTP(keyring.open_own(_name(staff), staff.totp_sealed))
    counter = int(now.timestamp()) // _STEP_S
    plain = code.replace(" ", "")
    for offset in _WINDOW:
        moment = counter + offset
        if moment > staff.totp_counter and hmac.compare_digest(totp.generate_otp(moment), plain):
            staff.totp_counter = moment
            return True
    return False


def _name(staff: Staff) -> str:
    return f"totp:{staff.id}"
