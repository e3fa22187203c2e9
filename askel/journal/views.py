from django.http import HttpResponse
from django.shortcuts import render

from askel.people.request import PersonRequest


def steps(request: PersonRequest) -> HttpResponse:
    return render(request, "journal/steps.html")
