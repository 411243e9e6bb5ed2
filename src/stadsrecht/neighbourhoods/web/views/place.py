"""Signing up, and the pages behind the links of letters. Opening one changes nothing for whom it belongs to: mail
filters open every link of a letter. One decides with a button.
"""

from secrets import token_hex

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from stadsrecht.kernel.errors import StadsrechtError
from stadsrecht.kernel.web import take_form
from stadsrecht.neighbourhoods import operations, queries
from stadsrecht.neighbourhoods.bridge.links import EVALUATION, PLACE
from stadsrecht.neighbourhoods.errors import SignUpClosed
from stadsrecht.neighbourhoods.tasks import send_training_letters
from stadsrecht.neighbourhoods.web.forms import EvaluationForm, SignUpForm
from stadsrecht.neighbourhoods.web.guard import leaves_no_trace
from stadsrecht.neighbourhoods.web.shown import run_shown


@leaves_no_trace
def sign_up(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The form of one run. The answer is the same whether or not the address was signed up before."""
    now = timezone.now()
    subject = queries.course(code)
    operations.settle_due(at=now, only=[number])
    row = queries.run(subject, number)
    one = run_shown(row, now)
    if not one.standing.is_open:
        raise SignUpClosed

    def act(form: SignUpForm) -> str:
        operations.sign_up(run=row, values=form.cleaned_data, ticket=token_hex(8), at=now)
        send_training_letters.defer()
        return reverse("training-signed-up", args=(code, number))

    form = SignUpForm(request.POST or None, initial={"language": get_language()})
    return take_form(request, form, act, "neighbourhoods/sign_up.html", {"course": subject, "one": one})


@leaves_no_trace
def signed_up(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What happens now: the same words for everyone."""
    subject = queries.course(code)
    return render(request, "neighbourhoods/signed_up.html", {"course": subject, "run": queries.run(subject, number)})


@leaves_no_trace
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Where somebody stands, with the buttons that fit."""
    now, refusal = timezone.now(), None
    mine = queries.sign_up_of(token, PLACE)
    if request.method == "POST":
        acts = {"confirm": operations.confirm_place, "give-up": operations.give_up_place}
        act = acts.get(request.POST.get("act", ""))
        try:
            if act is not None:
                act(sign_up=mine, at=now)
                send_training_letters.defer()
                return HttpResponseRedirect(reverse("training-place", args=(token,)), status=303)
        except StadsrechtError as error:
            refusal = error
    operations.settle_due(at=now, only=[mine.run_id])
    mine = queries.sign_up_of(token, PLACE)
    row = queries.run(mine.run.course, mine.run_id)
    context = {
        "mine": mine,
        "one": run_shown(row, now),
        "course": mine.run.course,
        "position": queries.place_in_line(mine),
        "tickets": queries.tickets_drawn(row) if row.seed else [],
        "is_over": now >= row.starts_at or row.state != "planned",
        "refusal": refusal,
    }
    return render(request, "neighbourhoods/place.html", context, status=refusal.status if refusal else 200)


@leaves_no_trace
def evaluation(request: HttpRequest, token: str) -> HttpResponse:
    """Two questions, answered once."""
    mine = queries.sign_up_of(token, EVALUATION)
    context = {"course": mine.run.course, "is_done": mine.is_answered, "open_days": queries.evaluation().open_days}

    def act(form: EvaluationForm) -> str:
        operations.answer_evaluation(sign_up=mine, answers=form.cleaned_data, at=timezone.now())
        return reverse("training-evaluation", args=(token,))

    form = EvaluationForm(request.POST if request.method == "POST" else None, questions=queries.evaluation().questions)
    if not form.is_bound and not mine.is_answered:
        operations.require_open(mine.run, timezone.now())
    return take_form(request, form, act, "neighbourhoods/evaluation.html", context)
