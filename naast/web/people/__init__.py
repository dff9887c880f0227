"""The desk's API for people around a family: requests, volunteers, proposals and matches (design, section 6).

`here.py` is the only file that knows how the desk recognises who calls.
"""

from __future__ import annotations

from fastapi import APIRouter

from naast.web.people import matches, overview, proposals, requests, volunteers

router = APIRouter(prefix="/api/v1/desk", tags=["people around you"])
for part in (overview, requests, proposals, matches, volunteers):
    router.include_router(part.router)
