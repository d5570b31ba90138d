"""How the product says no."""

# PostgreSQL's words for "somebody was faster": exclusion violated, deadlock, lock not available in time.
LOST_RACES = frozenset({"23P01", "40P01", "55P03"})


class RuleBroken(Exception):
    """A change the rules do not allow, told in a sentence for the person who tried it.

    Actions raise it before anything is written, or inside the transaction, which then rolls back.
    `core.middleware.RuleBrokenMiddleware` turns it into a 409 page that keeps what was typed.
    """


def sqlstate(error: BaseException) -> str | None:
    """The five-letter PostgreSQL code behind a Django database error, if there is one."""
    return getattr(error.__cause__, "sqlstate", None)
