"""Addresses of the workbench (工作台网址)."""

from django.urls import path

from daylight.interfaces.console import views
from daylight.interfaces.console.casework import views as casework

app_name = "console"
urlpatterns = [
    path("", views.board, name="board"),
    path("board/<slug:area_id>/<str:org_code>/", views.area, name="area"),
    path("targets/", views.targets, name="targets"),
    path("targets/<slug:target_id>/", views.target, name="target"),
    path("targets/<slug:target_id>/rows/", views.rows, name="rows"),
    path("clauses/", views.clauses, name="clauses"),
    path("clauses/<slug:clause_id>/", views.clause, name="clause"),
    path("schools/", views.schools, name="schools"),
    path("schools/<str:org_code>/", views.school, name="school"),
    path("counties/<str:org_code>/", views.county, name="county"),
    path("publications/", views.publications, name="publications"),
    path("search/", views.search, name="search"),
    path("today/", casework.today, name="today"),
    path("today/<slug:duty_id>/", casework.file, name="file"),
    path("records/<int:record_id>/", casework.record, name="record"),
    path("records/<int:record_id>/<slug:name>/", casework.act, name="act"),
]
