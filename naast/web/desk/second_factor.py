"""Set up the code of six digits."""

from __future__ import annotations

import segno
from fastapi import APIRouter
from pydantic import BaseModel, Field, StrictStr
from sqlalchemy.orm import Session

from naast.errors import NotAllowed
from naast.staff import accounts, second_factor
from naast.staff.accounts import LoggedIn
from naast.web.desk.here import SettingUpHere

router = APIRouter(prefix="/totp")


class Code(BaseModel):
    code: StrictStr = Field(max_length=10)


@router.post("")
async def begin_second_factor(here: SettingUpHere) -> dict[str, str]:
    """A new secret, to type or to scan. It counts after `/totp/confirm`."""

    def work(_session: Session, logged_in: LoggedIn) -> dict[str, str]:
        if logged_in.staff.totp_confirmed:
            raise NotAllowed("Je tweede stap staat al aan. Vraag de beheerder om een nieuwe uitnodiging.")
        enrolment = second_factor.begin(here.service.keyring, logged_in.staff)
        return {"secret": enrolment.secret, "uri": enrolment.uri, "qr": _drawn(enrolment.uri)}

    return await here.write(work)


@router.post("/confirm")
async def confirm_second_factor(body: Code, here: SettingUpHere) -> dict[str, str]:
    def work(session: Session, logged_in: LoggedIn) -> dict[str, str]:
        second_factor.confirm(here.service.keyring, logged_in.staff, body.code, here.service.clock())
        accounts.lift_restriction(session, logged_in.token)
        return {"state": "confirmed"}

    return await here.write(work)


def _drawn(uri: str) -> str:
    """The QR code as the address of an image (SVG)."""
    return segno.make(uri, error="m").svg_data_uri(scale=4, border=3)
