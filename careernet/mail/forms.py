from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from careernet.core.forms import Form, Textarea


class CheckForm(Form):
    missing: ClassVar[dict[str, Any]] = {"pasted": _("Paste the number from the end of the mail, or its sender.")}
    pasted = forms.CharField(
        label=_("What the mail says"),
        max_length=4000,
        widget=Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("The number in its last line is best. The sender’s address or the Message-ID works, too."),
    )
