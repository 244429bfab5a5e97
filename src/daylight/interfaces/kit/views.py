"""Signing in and out, and the language (登录与语言)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

LANGUAGE_KEPT: Final = timedelta(days=365)


class SignInForm(AuthenticationForm):
    """Account and password (登录表单)."""

    username = forms.CharField(label=_("账号"), max_length=64, widget=forms.TextInput({"autocomplete": "username"}))
    password = forms.CharField(
        label=_("密码"), strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"})
    )
    error_messages = {
        "invalid_login": _("账号或密码不对。大小写有区别；连续输错会暂停登录一刻钟。"),
        "inactive": _("这个账号已停用，请联系上级管理员。"),
    }


class SignIn(LoginView):
    """The sign-in page (登录页)."""

    template_name = "kit/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, saying by the status that nothing happened."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def language(request: HttpRequest, code: str) -> HttpResponse:
    """Read on in another language: keep it in a cookie and go back to the page (切换语言)."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=LANGUAGE_KEPT, samesite="Lax", secure=request.is_secure()
    )
    return response
