# Downrange: `make help` says what there is.

VENV := .venv
RUN := PYTHONPATH=src $(VENV)/bin/python
RUNTIME := $(VENV)/runtime-requirements.txt
DEVELOPMENT := $(VENV)/development-requirements.txt
BENCH := .venv-bench
MUTANTS := .venv-mutants
GENERATOR := .venv-generator
AUDIT := .venv-audit
PIP_OPTIONS := --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help serve check test coverage mutants bench generator lint types audit catalogue schema lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s%s\n", $$1, $$2 }' Makefile

serve: $(RUNTIME) ## Serve on http://127.0.0.1:8000/; HOST=, PORT=, DATA= (a folder) and MIRROR= (a URL) are honoured
	@exec env PYTHONPATH=src $(VENV)/bin/python -m downrange serve $(if $(filter command line,$(origin HOST)),--host "$(HOST)") $${PORT:+--port "$$PORT"} $${DATA:+--data "$$DATA"} $${MIRROR:+--mirror "$$MIRROR"}

check: $(RUNTIME) ## Check the installation; DATA= is honoured
	@exec env PYTHONPATH=src $(VENV)/bin/python -m downrange check $${DATA:+--data "$$DATA"}

test: $(DEVELOPMENT) ## Run the tests, on all cores; ARGS= goes to pytest
	@$(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 8 $(ARGS)

coverage: $(DEVELOPMENT) ## Run the tests, slow ones too, and report which branches they cover; fails below the floor of pyproject.toml
	@$(VENV)/bin/python -m pytest -q -m "not long" --numprocesses auto --maxprocesses 8 --cov --cov-report=term:skip-covered $(ARGS)

mutants: $(DEVELOPMENT) $(MUTANTS)/requirements.txt ## Put faults into modules and see that a test notices each; ARGS= names modules
	@$(RUN) -m tools.mutants --cosmic-ray $(MUTANTS)/bin/cosmic-ray $(ARGS)

bench: $(DEVELOPMENT) $(BENCH)/requirements.txt ## Measure how fast it is, side by side (needs wrk and nginx); ARGS= goes to it
	@BENCH_DATASETTE=$(BENCH)/bin/datasette $(RUN) -m bench $(ARGS)

generator: $(GENERATOR)/requirements.txt ## Install OpenAPI Generator and Java; then the tests read the models that it writes

lint: $(DEVELOPMENT) ## Check style and format
	@$(VENV)/bin/python -m ruff check && $(VENV)/bin/python -m ruff format --check

types: $(DEVELOPMENT) ## Check types
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && DOWNRANGE_DATA="$$data" $(VENV)/bin/python -m mypy

audit: $(AUDIT)/requirements.txt ## Look for insecure code, and for known vulnerabilities of the dependencies where a database of them can be reached
	@$(AUDIT)/bin/bandit --quiet --recursive --configfile pyproject.toml src
	@if found=$$($(AUDIT)/bin/pip-audit --progress-spinner off --disable-pip --require-hashes -r requirements/runtime.txt 2>&1); then \
		unknown=$$(echo "$$found" | grep -c "could not be audited"); \
		[ "$$unknown" = 0 ] && echo "$$found" || echo "SKIPPED: $$unknown dependencies, of which no database that can be reached knows anything"; \
	elif echo "$$found" | grep -qE "ServiceError|ConnectionError|Connection|Timeout|resolve|HTTPError"; then \
		echo "SKIPPED: no database of known vulnerabilities can be reached"; \
	else \
		echo "$$found" >&2; exit 1; \
	fi

catalogue: $(DEVELOPMENT) ## Build the shipped catalogue from FACTS= (folders)
	@test -n "$(FACTS)" || { echo "make catalogue: name the folders of facts, FACTS='folder folder'" >&2; exit 2; }
	@$(RUN) -m tools.catalogue $(FACTS)

schema: $(DEVELOPMENT) ## Write the OpenAPI document, docs/openapi.json
	@data=$$(mktemp -d) && trap 'rm -rf "$$data"' EXIT && DOWNRANGE_DATA="$$data" $(RUN) -m tools.schema docs/openapi.json

lock: ## Pin the requirements anew (needs uv)
	@command -v uv >/dev/null || { echo "make lock: needs uv, https://docs.astral.sh/uv/" >&2; exit 2; }
	uv pip compile pyproject.toml --extra metrics --extra postgres --extra redis $(LOCK_OPTIONS) --output-file requirements/runtime.txt
	uv pip compile pyproject.toml --extra export --extra metrics --extra postgres --extra redis --group dev $(LOCK_OPTIONS) --output-file requirements/development.txt
	uv pip compile --group bench $(LOCK_OPTIONS) --output-file requirements/bench.txt
	uv pip compile --group mutants $(LOCK_OPTIONS) --output-file requirements/mutants.txt
	uv pip compile --group audit $(LOCK_OPTIONS) --output-file requirements/audit.txt
	uv pip compile --group generator $(LOCK_OPTIONS) --output-file requirements/generator.txt

LOCK_OPTIONS := --quiet --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-header --no-annotate

clean: ## Remove the environment and what the tools leave behind
	rm -rf $(VENV) $(BENCH) $(MUTANTS) $(GENERATOR) $(AUDIT) tests/clients/typescript/node_modules build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache

# A copy of the requirements in the environment says what is installed there; when they change, pip runs again.
$(RUNTIME): requirements/runtime.txt | $(VENV)/bin/python
	@echo "Installing what Downrange needs into $(VENV)"
	@$(VENV)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@cp $< $@

$(DEVELOPMENT): requirements/development.txt | $(VENV)/bin/python
	@echo "Installing what development needs into $(VENV)"
	@$(VENV)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@cp $< $@
	@cp requirements/runtime.txt $(RUNTIME)

# What Downrange is measured beside has an environment of its own: its requirements need not agree with ours.
$(BENCH)/requirements.txt: requirements/bench.txt | $(VENV)/bin/python
	@echo "Installing what Downrange is measured beside into $(BENCH)"
	@$(VENV)/bin/python -m venv $(BENCH)
	@$(BENCH)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@cp $< $@

$(MUTANTS)/requirements.txt: requirements/mutants.txt | $(VENV)/bin/python
	@echo "Installing what mutates the code into $(MUTANTS)"
	@$(VENV)/bin/python -m venv $(MUTANTS)
	@$(MUTANTS)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@cp $< $@

$(AUDIT)/requirements.txt: requirements/audit.txt | $(VENV)/bin/python
	@echo "Installing what looks for insecure code into $(AUDIT)"
	@$(VENV)/bin/python -m venv $(AUDIT)
	@$(AUDIT)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@cp $< $@

$(GENERATOR)/requirements.txt: requirements/generator.txt | $(VENV)/bin/python
	@echo "Installing OpenAPI Generator and Java into $(GENERATOR)"
	@$(VENV)/bin/python -m venv $(GENERATOR)
	@$(GENERATOR)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@cp $< $@

$(VENV)/bin/python:
	@for python in $(PYTHON) python3.13 python3.12 python3.11 python3 python3.14; do \
		if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Making $(VENV) with $$("$$python" --version)"; \
			exec "$$python" -m venv $(VENV); \
		fi; \
	done; \
	echo "make: Downrange needs Python 3.11 or newer, with venv; name one with PYTHON=, or install it (Debian: apt install python3-venv)" >&2; \
	exit 2
