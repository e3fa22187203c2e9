"""Coming in, one's own account, going out."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from askel.people import actions, queries
from askel.people.codes import code_hash
from askel.people.forms import LanguageForm, ReturnCodeForm
from askel.people.models import Person
from askel.people.request import PersonRequest

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@login_not_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Make a guest and sign them in. Whoever is signed in already goes on as they are."""
    if not request.user.is_authenticated:
        person = actions.start_guest(language=get_language() or "en", now=timezone.now(), today=timezone.localdate())
        auth.login(request, person, backend=BACKEND)
    return redirect("people:welcome")


def welcome(request: PersonRequest) -> HttpResponse:
    """The return code, to write down, and the way on."""
    return render(request, "people/welcome.html")


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    return render(request, "people/sign_in.html", {"code_form": ReturnCodeForm()})


@login_not_required
@require_POST
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    """Typed from paper. Wrong guesses are counted per address."""
    form = ReturnCodeForm(request.POST)
    if form.is_valid():
        person = Person.objects.filter(return_code_hash=code_hash(form.cleaned_data["code"])).first()
        if person:
            auth.login(request, person, backend=BACKEND)
            return redirect(settings.LOGIN_REDIRECT_URL)
        if ratelimit.consume(request, action="return_code"):
            form.add_error("code", _("No one has this code. Look at each letter once more."))
        else:
            form.add_error("code", _("Too many tries from this place. Wait ten minutes, and try again."))
    return render(request, "people/sign_in.html", {"code_form": form})


def account(request: PersonRequest) -> HttpResponse:
    return render(request, "people/account.html", {"guest": queries.is_guest(request.user)})


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie, and for a signed-in person also for their letters."""
    form = LanguageForm(request.POST)
    after = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        after = "/"
    response = HttpResponseRedirect(after)
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if isinstance(request.user, Person):
            actions.choose_language(request.user, chosen)
    return response


@require_POST
def sign_out(request: PersonRequest) -> HttpResponse:
    """Here only. The browser is told to forget what it may have kept."""
    auth.logout(request)
    return _gone()


@require_POST
def sign_out_everywhere(request: PersonRequest) -> HttpResponse:
    actions.sign_out_everywhere(request.user)
    auth.logout(request)
    return _gone()


def _gone() -> HttpResponse:
    response = redirect("public:front")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response
