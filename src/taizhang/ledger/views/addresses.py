"""Where a page leads back to (返回)."""

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def own_address(request: HttpRequest, otherwise: str) -> str:
    """The address in `next` if it is one of ours, else the named one."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return back
    return resolve_url(otherwise)
