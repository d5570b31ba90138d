class RuleBroken(Exception):
    """A change the rules do not allow, told in a sentence for the person who tried it.

    Actions raise it before anything is written (or inside the transaction, which then rolls back).
    `core.middleware.RuleBrokenMiddleware` turns it into a 409 page that keeps what was typed.
    """
