"""The pages and the files they need."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

from naast.web.files import STATIC

router = APIRouter(include_in_schema=False)


@router.get("/")
async def visitor_page() -> FileResponse:
    return FileResponse(STATIC / "visitor.html")


@router.get("/jong")
async def youth_page() -> HTMLResponse:
    return _for_youths("visitor.html")


@router.get("/plan")
async def plan_page() -> FileResponse:
    return FileResponse(STATIC / "plan.html")


@router.get("/jong/plan")
async def youth_plan_page() -> HTMLResponse:
    """The same page in the youths' colour; it remembers the youths' conversation."""
    return _for_youths("plan.html")


@router.get("/terug")
async def return_page() -> FileResponse:
    return FileResponse(STATIC / "terug.html")


@router.get("/werkplek")
async def desk_page() -> FileResponse:
    return FileResponse(STATIC / "desk.html")


@router.get("/werkplek/aanvragen")
async def people_page() -> FileResponse:
    """Requests for people around a family, and volunteers."""
    return FileResponse(STATIC / "people.html")


def _for_youths(name: str) -> HTMLResponse:
    """The same page in the youths' colour and tone."""
    page = (STATIC / name).read_text("utf-8")
    return HTMLResponse(page.replace('data-audience="parent"', 'data-audience="youth"'))
