from django.urls import path

from stadsrecht.kernel.web import public
from stadsrecht.policies.web.views import actions, desk, documents, explicit, pages, policies, ties

urlpatterns = [
    *public("policies/", pages.policies, "policies", forms=("json", "csv")),
    *public("policies/explicit/", explicit.explicit_share, "explicit-share", forms=("json", "csv")),
    *public("policies/<slug:code>/", pages.policy, "policy"),
    *public("actions/", pages.actions, "actions", forms=("json", "csv")),
    *public("actions/<slug:code>/", pages.action, "action"),
    path("desk/pledges/<slug:code>/ties/new/", ties.tie, name="desk-pledge-tie"),
    path("desk/pledges/<slug:code>/ties/<int:number>/remove/", ties.untie, name="desk-pledge-untie"),
    path("desk/", desk.desk, name="desk"),
    path("desk/work/<slug:board>/", desk.board, name="desk-board"),
    path("desk/policies/", policies.policy_list, name="desk-policies"),
    path("desk/policies/new/", policies.new_policy, name="desk-policy-new"),
    path("desk/policies/<slug:code>/", policies.desk_policy, name="desk-policy"),
    path("desk/policies/<slug:code>/edit/", policies.change_policy, name="desk-policy-edit"),
    path("desk/policies/<slug:code>/state/", policies.change_state, name="desk-policy-state"),
    path("desk/policies/<slug:code>/documents/new/", documents.new_document, name="desk-document-new"),
    path("desk/policies/<slug:code>/documents/<int:number>/", documents.document, name="desk-document"),
    path("desk/policies/<slug:code>/documents/<int:number>/file/", documents.download, name="desk-document-file"),
    path(
        "desk/policies/<slug:code>/documents/<int:number>/remove/",
        documents.drop_document,
        name="desk-document-remove",
    ),
    path("desk/policies/<slug:code>/proposals/", documents.decide, name="desk-proposals"),
    path("desk/policies/<slug:code>/anchors/new/", policies.new_anchor, name="desk-anchor-new"),
    path("desk/policies/<slug:code>/anchors/<int:number>/remove/", policies.drop_anchor, name="desk-anchor-remove"),
    path("desk/policies/<slug:code>/actions/new/", actions.new_action, name="desk-action-new"),
    path("desk/actions/<slug:code>/", actions.desk_action, name="desk-action"),
    path("desk/actions/<slug:code>/edit/", actions.change_action, name="desk-action-edit"),
    path("desk/actions/<slug:code>/state/", actions.change_state, name="desk-action-state"),
    path("desk/actions/<slug:code>/notes/new/", actions.new_note, name="desk-note-new"),
    path("desk/actions/<slug:code>/milestones/new/", actions.new_milestone, name="desk-milestone-new"),
    path(
        "desk/actions/<slug:code>/milestones/<int:number>/done/",
        actions.milestone_done,
        name="desk-milestone-done",
    ),
]
