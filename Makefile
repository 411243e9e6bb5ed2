# Everything a newcomer or a builder does, in one place. Nothing is needed beforehand but Python 3.11 or later and make.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input
OURS := --no-index --no-build-isolation --no-deps -e engines -e .
JOURNEYS = timeout -k 20 1200 $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m browser tests/browser
PROJECTS := pyproject.toml engines/pyproject.toml

.PHONY: help run test lint check bench messages contracts clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: export DEMO := $(or $(DEMO),1)
run: export HOST := $(HOST)
run: export PORT := $(PORT)
run: .venv/made-run ## Serve the demo city at http://127.0.0.1:8000/ (PORT=, HOST=, CITY=, DATABASE_URL=)
	@$(BIN)/stadsrecht serve

test: .venv/made-dev ## Run all tests (T= a file or folder, WORKERS= processes)
	@sh .ci/browser
ifdef T
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(T)
else
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not browser"
	@# A browser that stops answering would keep the run for ever: it is ended after twenty minutes, and tried once more.
	@$(JOURNEYS) || { code=$$?; [ $$code -ge 124 ] || exit $$code; echo "A browser stopped answering: once more"; $(JOURNEYS); }
endif

lint: .venv/made-dev ## Lint, format, import contracts and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/lint-imports --no-logo --cache-dir var/import-linter
	@$(BIN)/mypy --cache-dir var/mypy

check: export STADSRECHT_VAR := $(CURDIR)/var/check
check: lint ## Lint and the tests of the house
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "not slow" tests/house

bench: .venv/made-dev ## Measure every claim of the README, with its budget beside it (B= one program)
	@sh .ci/browser
	@failed=0; for program in $(or $(B),bench/*.py); do $(BIN)/python $$program || failed=1; done; exit $$failed

messages: .venv/made-dev ## Renew the catalogues of texts from templates and code
	@$(BIN)/stadsrecht messages

contracts: .venv/made-dev ## Renew .importlinter from the list of folders
	@$(BIN)/python tests/house/contracts.py

clean: ## Remove the virtual environment and all data under var/
	rm -rf .venv var .ruff_cache

.venv/made-run: requirements/run.txt $(PROJECTS) | .venv/made
	@echo "Installing what Stadsrecht stands on (this happens once)"
	@$(INSTALL) --require-hashes --no-deps -r requirements/run.txt
	@$(INSTALL) $(OURS)
	@touch $@

.venv/made-dev: requirements/dev.txt $(PROJECTS) | .venv/made
	@echo "Installing what Stadsrecht and its tests stand on (this happens once)"
	@$(INSTALL) --require-hashes --no-deps -r requirements/dev.txt
	@$(INSTALL) $(OURS)
	@touch $@ .venv/made-run

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Stadsrecht needs Python 3.11 or later; '$(PYTHON)' is not. Name another: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
	  { echo "'$(PYTHON)' lacks venv or ensurepip. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv .venv
	@touch $@
