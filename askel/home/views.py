from django.http import HttpResponse
from django.shortcuts import render

from askel.people.request import PersonRequest


def home(request: PersonRequest) -> HttpResponse:
    return render(request, "home/home.html")
