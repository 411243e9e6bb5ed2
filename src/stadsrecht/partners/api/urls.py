from django.urls import path

from stadsrecht.partners.api import views

urlpatterns = [
    path("hsds/v3/", views.base, name="hsds"),
    path("hsds/v3/profile.json", views.profile, name="hsds-profile"),
    path("hsds/v3/services", views.services, name="hsds-services"),
    path("hsds/v3/services/<uuid:identifier>", views.service, name="hsds-service"),
    path("hsds/v3/organizations", views.organizations, name="hsds-organizations"),
    path("hsds/v3/organizations/<uuid:identifier>", views.organization, name="hsds-organization"),
    path("hsds/v3/service_at_locations", views.service_at_locations, name="hsds-service-at-locations"),
    path("hsds/v3/service_at_locations/<uuid:identifier>", views.service_at_location, name="hsds-service-at-location"),
    path("hsds/v3/taxonomies", views.taxonomies, name="hsds-taxonomies"),
    path("hsds/v3/taxonomies/<uuid:identifier>", views.taxonomy, name="hsds-taxonomy"),
    path("hsds/v3/taxonomy_terms", views.taxonomy_terms, name="hsds-taxonomy-terms"),
    path("hsds/v3/taxonomy_terms/<uuid:identifier>", views.taxonomy_term, name="hsds-taxonomy-term"),
]
