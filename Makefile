# The commands of the project. `make help` lists them.
PORT ?= 8501
MEMBERS ?= 40000
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= $(shell cores=$$(getconf _NPROCESSORS_ONLN); echo $$((cores < 2 ? 1 : 2)))
# In the order of the files: each process then prepares what they share once.
ON_CORES = --numprocesses $(WORKERS) --dist loadscope --no-loadscope-reorder
# What is compiled is kept, whatever the environment says: each process collects, and many start another.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest $(ON_CORES)
# They look from outside, at a running dashboard or what it published. Left out by path: a process collects sooner.
SERVED = tests/browser tests/benchmarks tests/attacks
INSIDE = $(SERVED:%=--ignore=%) --ignore=tests/stack

.DEFAULT_GOAL := help
.PHONY: help run install test test-fast test-served test-stack check secrets advisories attack bench commands lock clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: .venv/installed ## Start the dashboard, with the demo organization if there is no data yet (PORT=9000)
	@$(BIN)/python -m lib serve --port $(PORT)

install: .venv/installed ## Install the packages without starting anything

test: .venv/installed-dev ## Run every test that works from inside, on two cores if there are (WORKERS=1)
	@$(PYTEST) $(INSIDE)

test-fast: .venv/installed-dev ## Run those without servers and what takes a third of a second
	@$(PYTEST) -m "not slow" $(INSIDE)

test-served: .venv/installed-dev .venv/chromium .venv/nginx ## Look at a running dashboard: through Chromium, as attacker, by the clock
	@$(PYTEST) $(SERVED)

test-stack: .venv/installed-dev .venv/chromium .venv/stack ## Run the tests on the system's own PostgreSQL, PgBouncer, nginx and HAProxy
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -m stack tests/stack

check: .venv/installed-dev secrets advisories ## Lint, types, architecture, docstrings, messages, secrets, advisories
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy lib pages dashboard.py
	@$(BIN)/lint-imports
	@$(BIN)/docsig lib pages dashboard.py
	@$(BIN)/python -m lib.language.catalogues check

secrets: .venv/installed-dev ## Look for secrets in what git keeps; nothing is sent anywhere
	@git ls-files -z | xargs -0 $(BIN)/detect-secrets-hook --no-verify --baseline .secrets.baseline

advisories: .venv/installed-dev ## Look the locked packages up in the OSV database, where it can be reached
	@if $(BIN)/python -c 'import requests; requests.get("https://api.osv.dev/", timeout=5)' 2>/dev/null; then \
	  for part in requirements requirements-dev; do \
	    $(BIN)/pip-audit --vulnerability-service osv --progress-spinner off --disable-pip \
	      --require-hashes --requirement $$part.txt || exit 1; done; \
	else echo "advisories: skipped, no advisory source (api.osv.dev) can be reached from here"; fi

attack: .venv/installed-dev ## Attack a dashboard of an invented organization in every way; fails if anything leaks
	@$(BIN)/python -m tests.attacks

bench: .venv/installed-dev ## Measure pages, throughput, refresh and measures; prints JSON
	@$(BIN)/python -m tests.benchmarks

commands: .venv/installed-dev ## Write docs/commands.md anew, from what the command line says of itself
	@$(BIN)/python -m typer lib.__main__ utils docs --name "python -m lib" --title Commands --output docs/commands.md

lock: .venv/installed-dev ## Resolve the requirements anew
	@for part in requirements requirements-dev; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --custom-compile-command "make lock" $$part.in -o $$part.txt; done

clean: ## Remove the environment and the embedded databases
	rm -rf .venv .data

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tejido needs Python 3.11 or newer")'
	@$(PYTHON) -m venv .venv

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing the packages (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/chromium: .venv/installed-dev
	@sh tests/browser/install-chromium
	@touch $@

.venv/nginx:
	@sh tests/browser/install-nginx
	@touch $@

.venv/stack:
	@sh tests/stack/install-programs
	@touch $@
