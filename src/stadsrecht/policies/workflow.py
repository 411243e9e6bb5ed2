"""The states of a policy and of an action, and which may follow which. The diagrams in the docs are drawn from here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PolicyState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_CONSULTATION = "in_consultation", _("in consultation")
    ADOPTED = "adopted", _("adopted")
    IN_FORCE = "in_force", _("in force")
    EVALUATED = "evaluated", _("evaluated")
    ENDED = "ended", _("ended")


class ActionState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    STALLED = "stalled", _("stalled")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


POLICY_TRANSITIONS: dict[str, frozenset[str]] = {
    PolicyState.DRAFT: frozenset({PolicyState.IN_CONSULTATION, PolicyState.ADOPTED, PolicyState.ENDED}),
    PolicyState.IN_CONSULTATION: frozenset({PolicyState.DRAFT, PolicyState.ADOPTED, PolicyState.ENDED}),
    PolicyState.ADOPTED: frozenset({PolicyState.IN_FORCE, PolicyState.ENDED}),
    PolicyState.IN_FORCE: frozenset({PolicyState.EVALUATED, PolicyState.ENDED}),
    PolicyState.EVALUATED: frozenset({PolicyState.IN_FORCE, PolicyState.ENDED}),
    PolicyState.ENDED: frozenset(),
}

ACTION_TRANSITIONS: dict[str, frozenset[str]] = {
    ActionState.PLANNED: frozenset({ActionState.RUNNING, ActionState.STALLED, ActionState.DROPPED}),
    ActionState.RUNNING: frozenset({ActionState.STALLED, ActionState.DONE, ActionState.DROPPED}),
    ActionState.STALLED: frozenset({ActionState.RUNNING, ActionState.DONE, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.RUNNING}),
    ActionState.DROPPED: frozenset({ActionState.PLANNED}),
}

NEEDS_REASON = frozenset({ActionState.STALLED, ActionState.DROPPED})
PUBLIC_POLICY_STATES = frozenset(PolicyState.values) - {PolicyState.DRAFT}
# A right counts as addressed by policy that the city has decided on and not ended.
EFFECTIVE_POLICY_STATES = frozenset({PolicyState.ADOPTED, PolicyState.IN_FORCE, PolicyState.EVALUATED})
# What the desk counts besides: drafts and what is in consultation.
LIVING_POLICY_STATES = frozenset(PolicyState.values) - {PolicyState.ENDED}
OPEN_ACTION_STATES = frozenset({ActionState.PLANNED, ActionState.RUNNING, ActionState.STALLED})
# An action addresses a right while it is planned, at work or carried out; a stalled or dropped one does not.
ACTING_STATES = frozenset({ActionState.PLANNED, ActionState.RUNNING, ActionState.DONE})


def diagram(table: dict[str, frozenset[str]]) -> str:
    """A table of transitions as a Mermaid state diagram: what docs/reference/states.md shows."""
    order = list(table)
    start = [f"    [*] --> {order[0]}"]
    arrows = [f"    {old} --> {new}" for old in order for new in sorted(table[old], key=order.index)]
    ends = [f"    {state} --> [*]" for state in order if not table[state]]
    return "\n".join(["stateDiagram-v2", *start, *arrows, *ends])
