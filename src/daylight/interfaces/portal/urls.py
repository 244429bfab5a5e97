"""Addresses of the public site (公众门户网址)."""

from django.urls import path

from daylight.interfaces.portal import downloads, views

app_name = "portal"
urlpatterns = [
    path("", views.board, name="board"),
    path("areas/<slug:area_id>/<slug:org_code>/", views.area, name="area"),
    path("targets/", views.targets, name="targets"),
    path("targets/<slug:target_id>/", views.target, name="target"),
    path("clauses/", views.clauses, name="clauses"),
    path("clauses/<slug:clause_id>/", views.clause, name="clause"),
    path("schools/", views.schools, name="schools"),
    path("schools/map.svg", views.tap_map, name="tap-map"),
    path("schools/<slug:org_code>/", views.school, name="school"),
    path("counties/<slug:org_code>/", views.county, name="county"),
    path("search/", views.search, name="search"),
    path("downloads/", downloads.page, name="downloads"),
    path("downloads/figures.csv", downloads.csv_file, name="figures-csv"),
    path("downloads/figures.json", downloads.json_file, name="figures-json"),
    path("downloads/manifest.json", downloads.manifest, name="manifest"),
    path("downloads/snapshot.zip", downloads.snapshot, name="snapshot"),
]
