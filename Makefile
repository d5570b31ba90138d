# Names for the few things one does here. Everything lives in .venv and var/; nothing else on the machine is touched.
PYTHON ?= python3
PORT ?= 8137
BIN := .venv/bin
UV := $(shell sed -n 's/^\(uv==[^ ]*\).*/\1/p' requirements.lock)
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --requirement requirements.lock
TEMPLATES = $(shell find templates careernet -name '*.html')
# What `check --deploy` looks at: a production of its own, never connected to.
PRODUCTION = env -u DEMO -u DEBUG -u CLOCK_OFFSET_FILE DATABASE_URL=postgresql://careernet@db/careernet \
	REDIS_URL=redis://broker/0 SITE_URL=https://careernet.example.edu ALLOWED_HOSTS=careernet.example.edu \
	SECRET_KEY=only-to-be-looked-at-by-the-check-0123456789-abcdefghijklmnopqrstuvwxyz

.PHONY: setup demo stop test browser check bench pictures format clean

setup: .venv/.installed

.venv/.installed: requirements.lock
	@$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('careernet needs Python 3.11 or newer. Name one: make setup PYTHON=python3.12')"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --root-user-action ignore $(UV)
	@$(INSTALL) || $(INSTALL) --system-certs
	@touch $@

demo: setup
	@$(BIN)/python -m careernet.demo --port $(PORT)

stop:
	@test ! -x $(BIN)/python || $(BIN)/python -m careernet.demo --stop

test: setup browser
	$(BIN)/python -m pytest -m "not slow and not browser" -n logical --maxprocesses 4
	$(BIN)/python -m pytest -m "slow or browser" -n logical --maxprocesses 2 --dist loadfile --no-loadscope-reorder

browser: setup
	@$(BIN)/python -m tests.chromium

check: setup
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	@$(BIN)/djhtml --check --tabwidth 2 $(TEMPLATES)
	@$(PRODUCTION) $(BIN)/python manage.py check --deploy --fail-level WARNING

bench: setup
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.search
	$(BIN)/python -m tests.bench.year
	$(BIN)/python -m tests.bench.sweep
	$(BIN)/python -m tests.bench.insights
	$(BIN)/python -m tests.bench.mails
	$(BIN)/python -m tests.guides.measure

pictures: setup browser
	$(BIN)/python -m tests.browser.pictures

format: setup
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format --quiet .
	-$(BIN)/djade --target-version 5.2 $(TEMPLATES)
	-$(BIN)/djhtml --tabwidth 2 $(TEMPLATES)

clean: stop
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage*
