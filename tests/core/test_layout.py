from pathlib import Path

import grimp
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    *("manage.py", "pyproject.toml", "requirements.lock", "careernet", "templates", "static", "tests", "docs"),
    *("docker-compose.yml", "Dockerfile", "Makefile", "README.md", "LICENSE"),
}
MADE_HERE = {"var"}
PAGES = {"urls", "views", "admin", "templatetags"}


def test_nothing_else_lies_at_the_top() -> None:
    names = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}

    assert names - MADE_HERE <= TOP_LEVEL


def test_no_app_imports_the_pages_of_another() -> None:
    graph = grimp.build_graph("careernet", cache_dir=None)

    trespasses = [
        f"{importer} imports {imported}"
        for imported in graph.modules
        for importer in graph.find_modules_that_directly_import(imported)
        if _page(imported) and importer != "careernet.urls" and _app(importer) != _app(imported)
    ]

    assert trespasses == []


def test_every_app_of_ours_has_a_folder_of_tests() -> None:
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("careernet.")]

    assert [label for label in ours if not (ROOT / "tests" / label / "__init__.py").exists()] == []


def _app(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _page(module: str) -> bool:
    return bool(PAGES.intersection(module.split(".")[2:3]))
