"""The pages, a module for what each shows."""

from __future__ import annotations

from fastapi import APIRouter

from communique.web.pages import actors, corrections, events, exports, home, overviews, pairs, reports, review, search

router = APIRouter(include_in_schema=False)
for _part in (home, pairs, exports, events, corrections, reports, actors, overviews, search, review):
    router.include_router(_part.router)

__all__ = ["router"]
