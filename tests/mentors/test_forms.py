from careernet.mentors.forms.fields import Lines


def test_a_list_holds_nothing_that_cannot_be_seen() -> None:
    assert Lines().clean("Start-ups\0 and \u202eafter\n\u200b\n\nVeterans") == ["Start-ups and after", "Veterans"]
