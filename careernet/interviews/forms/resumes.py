from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _, gettext_lazy

from careernet.interviews.forms.fields import VerbForm

MOST_BYTES = 5 * 1024 * 1024
BEGINS, ENDS, TAIL = b"%PDF-", b"%%EOF", 2048  # a PDF by its bytes, whatever its name says


class ResumeForm(VerbForm):
    """Cleans to the bytes of a new resume, or to None: the one there is."""

    verb = "resume"
    marks_optional = False
    resume = forms.FileField(
        label=gettext_lazy("My resume"),
        help_text=gettext_lazy("A PDF of up to 5 megabytes. It takes the place of one you chose before."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty. Choose another one.")},
    )

    def clean_resume(self) -> bytes | None:
        uploaded: UploadedFile[Any] | None = self.cleaned_data["resume"]
        if uploaded is None:
            return None
        if (uploaded.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Choose a PDF of at most 5 megabytes."))
        content = uploaded.read()
        if not content.startswith(BEGINS) or ENDS not in content[-TAIL:]:
            raise forms.ValidationError(_("This is no PDF. Save your resume as one and choose that."))
        return bytes(content)
