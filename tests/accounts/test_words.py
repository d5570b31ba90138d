"""The pages around signing in speak as all others do: no sentence of the library that draws them is left."""

from collections.abc import Callable
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from careernet.mail.models import OutgoingMail
from careernet.students.models import Student

PACKAGES = ("account", "mfa", "socialaccount", "usersessions")
# Frames without words, and pages no address of ours leads to.
LEFT = {
    *("account/base_entrance.html", "account/base_manage.html", "account/base_manage_email.html"),
    *("account/base_manage_password.html", "account/base_manage_phone.html"),
    *("mfa/base_entrance.html", "mfa/base_manage.html", "mfa/totp/base.html", "mfa/webauthn/base.html"),
    *("socialaccount/base_entrance.html", "socialaccount/base_manage.html", "usersessions/base_manage.html"),
    *("mfa/webauthn/snippets/login_script.html", "mfa/webauthn/snippets/scripts.html"),
    *("socialaccount/snippets/login_extra.html", "socialaccount/snippets/provider_list.html"),
    "socialaccount/messages/account_connected_updated.txt",  # says the same as account_connected
    "mfa/recovery_codes/download.txt",  # the codes alone
    # these two put our words into their frame
    *("account/confirm_email_verification_code.html", "account/confirm_login_code.html"),
    # codes confirm addresses here, no links; everybody may join; no telephones; no trusted browsers
    *("account/email_confirm.html", "account/verification_sent.html", "account/verified_email_required.html"),
    *("account/email_change.html", "account/signup_closed.html", "account/signup_by_passkey.html"),
    *("account/phone_change.html", "account/confirm_password_reset_code.html"),
    *("account/messages/phone_verification_sent.txt", "account/messages/phone_verified.txt"),
    *("account/snippets/already_logged_in.html", "account/snippets/warn_no_email.html"),
    *("mfa/trust.html", "mfa/webauthn/signup_form.html", "socialaccount/login.html"),
    *("socialaccount/login_redirect.html", "socialaccount/snippets/login.html"),
    "account/confirm_phone_verification_code.html",
}


def test_every_page_and_message_of_the_library_is_ours_or_out_of_reach() -> None:
    root = Path(str(allauth.__file__)).parent / "templates"
    found = {path.relative_to(root).as_posix() for package in PACKAGES for path in (root / package).rglob("*.*")}
    stock = {name for name in found if "/email/" not in name and not (settings.BASE_DIR / "templates" / name).exists()}

    assert stock == LEFT


@pytest.mark.django_db
def test_a_password_is_set_changed_and_refused_in_our_words(
    student: Student, client_for: Callable[[AbstractBaseUser], Client]
) -> None:
    student.user.set_password("an old horse in the rain")
    student.user.save()
    client = client_for(student.user)

    asked = client.get("/account/password/change/").content.decode()
    refused = client.post("/account/password/change/", {"oldpassword": "wrong"}).content.decode()

    assert "The password you have now" in asked
    assert "The same once more" in asked
    assert "That is not the password you have now." in refused
    assert "Enter the new password once more." in refused


@pytest.mark.django_db
def test_a_link_chooses_a_new_password_once(student: Student, client: Client) -> None:
    student.user.set_password("an old horse in the rain")
    student.user.save()
    student.user.emailaddress_set.create(email=student.user.email, verified=True, primary=True)  # type: ignore[attr-defined]
    client.post("/account/password/reset/", {"email": student.user.email})
    link = next(word for word in OutgoingMail.objects.get().text.split() if "/password/reset/key/" in word)

    page = client.get(link, follow=True)
    typed = {"password1": "a new horse in the sun", "password2": "a new horse in the sun"}
    done = client.post(page.redirect_chain[-1][0], typed, follow=True)
    again = Client().get(link, follow=True).content.decode()

    student.user.refresh_from_db()
    assert "Take this password" in page.content.decode()
    assert "The new one holds from now on" in done.content.decode()
    assert student.user.check_password("a new horse in the sun")
    assert "This link no longer works" in again
    assert OutgoingMail.objects.filter(subject="Your password was changed").count() == 1
