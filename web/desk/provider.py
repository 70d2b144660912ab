"""The accounts of the site that a request came to, and the OIDC provider that vouches for people there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final

from fastapi import Request

from zhifa.identity.keeper import Keeper
from zhifa.web.access import site_of
from zhifa.web.errors import NotFound

if TYPE_CHECKING:
    from zhifa.identity.oidc import Provider

CALLBACK: Final = "/oidc/callback"
"""Where the provider sends people back; its administrator is told the whole address."""

_MAKING: Final = threading.Lock()


def keeper_at(request: Request) -> Keeper:
    """The accounts of the site. Raises :class:`NotFound` where a host tells who asks."""
    keeper = site_of(request).keeper
    if keeper is None:
        raise NotFound("本站的登录由所在的系统办理，没有这个页面")
    return keeper


def provider_of(request: Request) -> Provider | None:
    """The provider of the site; made when first asked for. ``None``: there is none."""
    site = site_of(request)
    if site.settings.oidc is None or site.keeper is None:
        return None
    from zhifa.identity.oidc import Provider  # only a site with a provider loads its library

    with _MAKING:
        found: Provider | None = getattr(request.app.state, "provider", None)
        if found is None:
            home = site.settings.public_url
            found = Provider(site.settings.oidc, site.keeper, redirect_uri=f"{home}{CALLBACK}", home=f"{home}/login")
            request.app.state.provider = found
    return found
