"""QuerySets that are asked all day: Django writes their SQL the first time, and only fills in the values after that.

Writing it takes Django longer than PostgreSQL takes to answer, and it comes out the same each time.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from inspect import signature
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Model, QuerySet
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=Model)


class Given(Expression):
    """Holds the place of a value that each call brings."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


class Compiled(Generic[M]):
    """Decorates a function that gives a QuerySet; called by keywords, it gives the rows.

    The function has to ask alike whatever it is given, for it is only given placeholders, and only once. The values go
    to the driver as they are: keys, aware datetimes, ranges; no rows and no lists.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build

    def __call__(self, **values: Any) -> list[M]:
        written, compiler, sql, params, converters = self._written
        rows, mine = written.all(), copy(compiler)
        mine.connection = connections[written.db]
        if written.query.select_for_update and mine.connection.get_autocommit():
            raise TransactionManagementError("A lock needs a transaction around it.")
        filled = tuple(values[param.name] if isinstance(param, Given) else param for param in params)
        mine.as_sql = lambda: (sql, filled)
        mine.get_converters = lambda expressions: converters
        rows.query.get_compiler = lambda using: mine  # type: ignore[method-assign, misc, assignment]
        return list(rows)

    def first(self, **values: Any) -> M | None:
        return next(iter(self(**values)), None)

    @cached_property
    def _written(self) -> tuple[QuerySet[M], Any, str, tuple[Any, ...], dict[int, Any]]:
        queryset = self.build(**{name: Given(name) for name in signature(self.build).parameters})
        compiler = queryset.query.get_compiler(queryset.db)
        sql, params = compiler.as_sql()
        return queryset, compiler, sql, params, compiler.get_converters([column for column, *_ in compiler.select])
