from django.urls import path

from stadsrecht.discrimination.web.desk import acts, case, coordination, figures, keys, lists, register, retention

urlpatterns = [
    path("desk/key/", keys.desk_key, name="desk-key"),
    path("desk/cases/", lists.desk_cases, name="desk-cases"),
    path("desk/cases/list/<slug:which>/", lists.desk_cases, name="desk-case-list"),
    path("desk/cases/overview/", coordination.overview, name="desk-case-overview"),
    path("desk/cases/hand-over/", coordination.hand_over, name="desk-case-hand-over"),
    path("desk/cases/looks/", coordination.looks, name="desk-case-looks"),
    path("desk/cases/register/", register.register, name="desk-case-register"),
    path("desk/cases/campaigns/", register.campaigns, name="desk-case-campaigns"),
    path("desk/cases/retention/", retention.retention, name="desk-case-retention"),
    path("desk/cases/figures/", figures.figures, name="desk-case-figures"),
    path("desk/cases/figures/<int:number>/", figures.draft, name="desk-case-figures-draft"),
    path("desk/cases/figures/<int:number>/drop/", figures.drop, name="desk-case-figures-drop"),
    path("desk/cases/<int:number>/", case.desk_case, name="desk-case"),
    path("desk/cases/<int:number>/take/", case.take, name="desk-case-take"),
    path("desk/cases/<int:number>/write/", acts.write, name="desk-case-write"),
    path("desk/cases/<int:number>/note/", acts.note, name="desk-case-note"),
    path("desk/cases/<int:number>/state/", acts.state, name="desk-case-state"),
    path("desk/cases/<int:number>/consent/", acts.consent, name="desk-case-consent"),
    path("desk/cases/<int:number>/step/", acts.step, name="desk-case-step"),
    path("desk/cases/<int:number>/steps/<uuid:step>/done/", case.step_done, name="desk-case-step-done"),
    path("desk/cases/<int:number>/files/<uuid:file>/", case.file, name="desk-case-file"),
    path("desk/cases/<int:number>/identity/", case.identity, name="desk-case-identity"),
    path("desk/cases/<int:number>/identity/ask/", acts.ask_identity, name="desk-case-identity-ask"),
    path("desk/cases/<int:number>/assign/", coordination.assign, name="desk-case-assign"),
    path("desk/cases/<int:number>/release/<int:person>/", coordination.release, name="desk-case-release"),
    path("desk/identities/", coordination.identities, name="desk-identities"),
    path("desk/identities/<uuid:asked>/", coordination.decide, name="desk-identity"),
]
