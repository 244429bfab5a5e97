"""Addresses that all doors share (公用网址)."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from daylight.interfaces.kit import views

app_name = "kit"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/<str:code>/", views.language, name="language"),
]
