"""Pages of ideas for a next move: what fits today, and one idea whole."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from askel.netmap.models import Contact
from askel.netmap.spheres import Kind
from askel.people.request import PersonRequest
from askel.plan import queries
from askel.plan.address import towards_in
from askel.plan.idea import Idea
from askel.plan.ideas import MOST_OFFERED, find_idea
from askel.plan.ideas import ideas as all_ideas
from askel.plan.message import Message, beside, message_of
from askel.steps.content_file import FALLBACK
from askel.steps.queries import edition

AT_A_TIME = 3


@require_safe
def ideas(request: PersonRequest) -> HttpResponse:
    """Three at a time; ``?shown=`` says how many are open already."""
    offered = queries.offered_ideas(request.user, timezone.localdate())
    shown = _shown(request.GET.get("shown", ""))
    by_step = groupby(sorted(all_ideas(), key=lambda idea: idea.step), key=lambda idea: idea.step)
    titles = {step.number: step.title for step in edition().steps}
    context = {
        "offered": offered[:shown],
        "more": min(shown + AT_A_TIME, len(offered)) if shown < len(offered) else 0,
        "library": [(titles[step], list(some)) for step, some in by_step],
    }
    return render(request, "plan/ideas.html", context)


def _shown(said: str) -> int:
    steps = range(AT_A_TIME, MOST_OFFERED + 1, AT_A_TIME)
    return next((number for number in steps if said == str(number)), AT_A_TIME)


@require_safe
def idea(request: PersonRequest, key: str) -> HttpResponse:
    """One idea with its message. An address may name whom it is towards, by id."""
    found, pk = find_idea(key), towards_in(request)
    if found is None:
        raise Http404
    towards = get_object_or_404(Contact.objects.of(request.user), pk=pk) if pk else None
    factor = queries.last_factor(request.user, towards.pk) if towards else ""
    messages_beside = _messages(found, towards, factor)
    context = {
        "idea": found,
        "towards": towards,
        "factor": factor,
        "messages_beside": messages_beside,
        "has_gaps": any("[" in one.words for one in messages_beside),
        "step": edition().steps[found.step - 1],
    }
    return render(request, "plan/idea.html", context)


def _messages(found: Idea, towards: Contact | None, factor: str) -> list[Message]:
    """In two languages. Only a person who is known is greeted by name."""
    is_known = towards is not None and towards.kind == Kind.CONTACT and towards.wished_at is None
    name = towards.nickname if towards and is_known else ""
    spoken = (find_idea(found.key, language) for language in beside(get_language() or FALLBACK))
    messages = {one.language: message_of(one, name=name, factor=factor) for one in spoken if one}
    return list(messages.values())
