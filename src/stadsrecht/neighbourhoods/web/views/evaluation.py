"""The adviser's pages of results: ask for a draft, look at what is hidden, publish it or drop it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stadsrecht.evidence.queries import counts_draft
from stadsrecht.kernel.errors import error_named
from stadsrecht.kernel.forms import SureForm
from stadsrecht.kernel.web import take_form
from stadsrecht.neighbourhoods import operations, queries
from stadsrecht.neighbourhoods.models import Course
from stadsrecht.neighbourhoods.tasks import make_training_evaluation
from stadsrecht.neighbourhoods.web.shown import result_shown
from stadsrecht.neighbourhoods.web.views.desk import home, may_look, of_course

ADVISES = of_course("publish_evaluation", may_look)


@require_POST
@ADVISES
def begin(request: HttpRequest, subject: Course) -> HttpResponse:
    work = operations.begin_evaluation(course=subject, acting_user=request.user, at=timezone.now())
    make_training_evaluation.defer(number=work.pk)
    return HttpResponseRedirect(reverse("desk-training-evaluation", args=(subject.code, work.pk)), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@ADVISES
def draft(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    """How far it is, what it would tell, and the button that tells it."""
    work = queries.evaluation_work(subject, number)

    def act(form: SureForm) -> str:
        now = timezone.now()
        operations.publish_evaluation(
            work=work,
            is_sure=form.cleaned_data["is_sure"],
            acting_user=request.user,  # type: ignore[arg-type]
            on=timezone.localdate(now),
            at=now,
        )
        messages.success(request, _("The results are published."))
        return home(subject)

    is_ready = work.state == work.State.READY and work.draft is not None
    context = {
        "course": subject,
        "work": work,
        "refusal": error_named(work.refusal, work.details),
        "result": result_shown(queries.result_in(counts_draft(work.draft))) if is_ready and work.draft else None,
    }
    form = SureForm(request.POST if request.method == "POST" else None)
    return take_form(request, form, act, "neighbourhoods/evaluation_draft.html", context)


@require_POST
@ADVISES
def drop(request: HttpRequest, subject: Course, number: int) -> HttpResponse:
    work = queries.evaluation_work(subject, number)
    operations.drop_evaluation(work=work, acting_user=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("The draft is dropped. Nothing of it was published."))
    return HttpResponseRedirect(home(subject), status=303)
