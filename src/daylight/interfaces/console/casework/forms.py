"""Forms of casework (办件表单): they turn what was typed into values; what is allowed the service decides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from daylight.apps.casework.checks import Content
from daylight.kernel.codes import SUBJECTS
from daylight.kernel.text import Language, Text


class FileForm(forms.Form):
    """Files one record of a kind (填报): the day, topic and subject where the kind has them, parts, a note."""

    # A browser's own date field takes no other form, whatever the language of the page.
    happened_on = forms.DateField(label=_("发生日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    topic = forms.ChoiceField(label=_("主题"), required=False)
    subject = forms.ChoiceField(label=_("学科"), required=False)
    parts = forms.MultipleChoiceField(label=_("已提交的材料"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(
        label=_("说明"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, kind: Any, language: Language, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = _choices(kind.parts, language)  # type: ignore[attr-defined]
        self.fields["topic"].choices = [("", "—"), *_choices(kind.topics, language)]  # type: ignore[attr-defined]
        self.fields["subject"].choices = [("", "—"), *((c, t.says(language)) for c, t in SUBJECTS.items())]  # type: ignore[attr-defined]
        for name, wanted in (("topic", kind.topics), ("parts", kind.parts)):
            if not wanted:
                del self.fields[name]

    def content(self) -> Content:
        """Return what was filled in as the service takes it."""
        told = self.cleaned_data
        return Content(
            happened_on=told["happened_on"], topic=told.get("topic") or None, subject=told.get("subject") or None,
            note=told.get("note", ""),
        )  # fmt: skip


class ReturnForm(forms.Form):
    """Returns a record with a reason (退回)."""

    reason = forms.CharField(label=_("退回原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


def _choices(items: Any, language: Language) -> list[tuple[str, str]]:
    return [(item.id, Text(item.zh, item.en).says(language)) for item in items]
