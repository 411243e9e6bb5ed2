"""Addresses of people. Sign-in itself stands under me/, which is django-allauth's."""

from django.urls import path

from stadsrecht.people.web.views import account, desk, keys

urlpatterns = [
    path("demo/", account.demo, name="demo"),
    path("demo/sign-in/<slug:username>/", account.demo_sign_in, name="demo-sign-in"),
    path("second-factor/", account.second_factor, name="second-factor"),
    path("sign-out-everywhere/", account.sign_out_everywhere, name="sign-out-everywhere"),
    path("desk/keys/", keys.keys, name="keys"),
    path("desk/keys/new/", keys.new, name="key-new"),
    path("desk/keys/<int:number>/end/", keys.end, name="key-end"),
    path("desk/people/", desk.people, name="people"),
    path("desk/people/add/", desk.add, name="person-add"),
    path("desk/people/<int:number>/", desk.person, name="person"),
    path("desk/people/<int:number>/lock/", desk.lock, name="person-lock"),
    path("desk/people/<int:number>/unlock/", desk.unlock, name="person-unlock"),
    path("desk/people/<int:number>/invite/", desk.invite, name="person-invite"),
    path("desk/people/<int:number>/reset/", desk.reset, name="person-reset"),
]
