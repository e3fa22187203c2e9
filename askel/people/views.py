"""Coming in, one's own account, going out."""

from datetime import timedelta
from uuid import UUID

from allauth.account import views as allauth_views
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.flows import remove_authenticator
from django.conf import settings
from django.contrib import auth, messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from askel.lib.refused import Refused
from askel.people import actions, leaving, queries
from askel.people.codes import code_hash
from askel.people.coming_in import become_guest, sign_in_as, speak, way_on
from askel.people.consents import LETTERS_CHOSEN, withdraw_consent
from askel.people.forms import AskCodeForm, LanguageForm, LettersForm, ReturnCodeForm
from askel.people.models import Consent, Person
from askel.people.request import PersonRequest
from askel.people.rules import LEAVING_DAYS


@login_not_required
@require_POST
@csrf_exempt  # the second of two taps may come in when the first has signed in, with the token of the page before
def start(request: HttpRequest) -> HttpResponse:
    """Make a guest and sign them in. Whoever is signed in already goes on as they are."""
    return HttpResponseRedirect(_welcome(request)) if request.user.is_authenticated else _start(request)


@csrf_protect
def _start(request: HttpRequest) -> HttpResponse:
    person = become_guest(request)
    if person is None:
        return render(request, "429.html", status=429)
    return sign_in_as(request, person, how="start", to=_welcome(request))


def _welcome(request: HttpRequest) -> str:
    """The page with the return code; from there on to the page that somebody wanted."""
    wanted = way_on(request, "")
    return resolve_url("people:welcome") + (f"?{urlencode({'next': wanted})}" if wanted else "")


@require_safe
def welcome(request: PersonRequest) -> HttpResponse:
    """The return code, to write down, and the way on."""
    page = {"account": queries.account_of(request.user), "way_on": way_on(request, resolve_url("home:home"))}
    return render(request, "people/welcome.html", page)


@login_not_required
@never_cache
@require_safe
def sign_in(request: HttpRequest) -> HttpResponse:
    """Three ways in. Whoever is in already goes on to the page they wanted."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request, resolve_url(settings.LOGIN_REDIRECT_URL)))
    return _ways_in(request, ReturnCodeForm())


def _ways_in(request: HttpRequest, code_form: ReturnCodeForm) -> HttpResponse:
    context = {
        "mail_form": AskCodeForm(auto_id="mail_%s"),
        "code_form": code_form,
        "next": way_on(request, ""),
        "is_waiting": get_pending_stage(request) is not None,
    }
    return render(request, "people/sign_in.html", context)


@login_not_required
@never_cache
def ask_code(request: HttpRequest) -> HttpResponse:
    """Asking anew ends the attempt before: its address may have been mistyped."""
    if request.method == "POST" and not request.user.is_authenticated:
        clear_login(request)
    response: HttpResponse = allauth_views.request_login_code(request)
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_by_code(request: HttpRequest) -> HttpResponse:
    """Typed from paper. Wrong codes are counted per network address; a right one opens its place however many there were.

    A whole workshop sits behind one address, and one who guesses there must not shut the others out. What guards a place is
    the length of its code: 60 bits.
    """
    if request.method != "POST":
        return redirect("people:sign_in")
    form = ReturnCodeForm(request.POST)
    if form.is_valid():
        if person := Person.objects.filter(return_code_hash=code_hash(form.cleaned_data["code"])).first():
            return sign_in_as(request, person, how="return code", to=way_on(request, settings.LOGIN_REDIRECT_URL))
        if ratelimit.consume(request, action="return_code"):
            form.add_error("code", _("No place opens with this code. Look at each letter once more."))
        else:
            form.add_error("code", _("Many wrong codes came from here. Only a right one opens its place now."))
    return _ways_in(request, form)


@require_safe
def account(request: PersonRequest) -> HttpResponse:
    return render(request, "people/account.html", {"account": queries.account_of(request.user)})


@require_POST
def renew_return_code(request: PersonRequest) -> HttpResponse:
    """The new code is shown on the page where one writes it down."""
    actions.renew_return_code(request.user, by=request.user)
    return redirect("people:welcome")


@require_POST
def end_return_code(request: PersonRequest) -> HttpResponse:
    try:
        actions.end_return_code(request.user, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The return code opens nothing any more."))
    return redirect("people:account")


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required(app="allauth.mfa")
def remove_passkey(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask, then remove. Whoever has no other way back is given a return code to write down."""
    passkey = get_object_or_404(Authenticator, user=request.user, type=Authenticator.Type.WEBAUTHN, pk=pk)
    if request.method != "POST":
        return render(request, "people/remove_passkey.html", {"name": passkey.wrap().name})
    remove_authenticator(request, passkey)
    needed = actions.keep_a_way_back(request.user, by=request.user)
    return redirect("people:welcome" if needed else "people:account")


@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: PersonRequest) -> HttpResponse:
    """Whether letters come, and where this person's nights are."""
    person = request.user
    now = {"wish": person.letters, "time_zone": person.time_zone}
    form = LettersForm(request.POST if request.method == "POST" else None, initial=now, held=person.time_zone)
    if form.is_valid():
        actions.choose_letters(person, **form.cleaned_data, said=LETTERS_CHOSEN, now=timezone.now())
        messages.success(request, _("This is kept."))
        return redirect("people:letters")
    return render(request, "people/letters.html", {"form": form, "address": person.email})


@require_safe
def consents(request: PersonRequest) -> HttpResponse:
    """What they said yes to, word for word, and what they took back."""
    return render(request, "people/consents.html", {"consents": queries.consents_of(request.user)})


@require_POST
def withdraw(request: PersonRequest, pk: UUID) -> HttpResponse:
    consent = get_object_or_404(Consent.objects.of(request.user), pk=pk)
    withdraw_consent(consent.kind, by=request.user, now=timezone.now())
    messages.success(request, _("You have taken this yes back."))
    return redirect("people:consents")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: PersonRequest) -> HttpResponse:
    """Ask whether now or in seven days. Here it is now: nothing brings it back."""
    if request.method != "POST":
        day = timezone.localdate() + timedelta(days=LEAVING_DAYS)
        return render(request, "people/erase.html", {"would_be_on": day})
    actions.erase_person(request.user)
    auth.logout(request)
    messages.success(request, _("Everything of yours is erased. No one can read it any more."))
    return _gone()


@require_POST
def erase_later(request: PersonRequest) -> HttpResponse:
    """In seven days. The pages of the account say so, with the way back."""
    leaving.leave_later(by=request.user, now=timezone.now())
    return redirect("people:account")


@require_POST
def keep_everything(request: PersonRequest) -> HttpResponse:
    leaving.keep_everything(by=request.user)
    messages.success(request, _("Everything stays."))
    return redirect("people:account")


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie, and for a signed-in person also for their letters."""
    response = HttpResponseRedirect(way_on(request, "/"))
    form = LanguageForm(request.POST)
    if form.is_valid():
        chosen = form.cleaned_data["language"]
        speak(response, chosen)
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
