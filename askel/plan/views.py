from django.http import HttpResponse
from django.shortcuts import render

from askel.people.request import PersonRequest


def plan(request: PersonRequest) -> HttpResponse:
    return render(request, "plan/plan.html")
