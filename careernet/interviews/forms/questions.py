from typing import Any

from django.utils.translation import gettext_lazy

from careernet.core.forms import Form, OneLine


class QuestionForm(Form):
    missing = {"text": gettext_lazy("Write your question.")}
    text = OneLine(label=gettext_lazy("A question of your own"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["max_length"] = gettext_lazy("Shorten this to 300 characters.")
