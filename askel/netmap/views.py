from django.http import HttpResponse
from django.shortcuts import render

from askel.people.request import PersonRequest


def map(request: PersonRequest) -> HttpResponse:
    return render(request, "netmap/map.html")
