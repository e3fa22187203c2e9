"""Answering with a whole page, or with the part of it that changed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from jinja2_fragments import render_block


def render_part(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """One ``{% block %}`` of a page, with the same context a whole page gets."""
    backend: Any = engines["jinja2"]
    full: dict[str, Any] = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
    }
    for processor in backend.template_context_processors:
        full |= processor(request)
    return HttpResponse(render_block(backend.env, template, part, **(full | dict(context))), status=status)


def render_page(
    request: HttpRequest, template: str, part: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The part for htmx, the whole page for everybody else."""
    if getattr(request, "htmx", False):
        return render_part(request, template, part, context, status)
    return render(request, template, dict(context), status=status)
