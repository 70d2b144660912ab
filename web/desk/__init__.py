"""The desk: officers, reviewers and heads at work in a browser. One module a page."""

from __future__ import annotations

from typing import Final

from fastapi import APIRouter

from zhifa.web.desk import (
    account,
    acting,
    admin_users,
    board_page,
    case_list,
    case_page,
    correcting,
    evidence,
    evidence_upload,
    handing_over,
    inbox_page,
    opening,
    oversight,
    paper_page,
    saved_filters_page,
    search_page,
    second_factor,
    signing_in,
    vouching,
    worklist,
)

ROUTERS: Final[tuple[APIRouter, ...]] = (
    signing_in.router, vouching.router, account.router, second_factor.router, admin_users.router,
    *oversight.ROUTERS,
    evidence_upload.router, evidence.router,
    opening.router, acting.router, correcting.router, handing_over.router,
    worklist.router, case_list.router, saved_filters_page.router, search_page.router, inbox_page.router, board_page.router, paper_page.router, case_page.router,
)  # fmt: skip
"""In the order in which addresses are tried; each names the whole of its address (``/desk/…``, ``/login``)."""
