# Everything runs through uv. Where it is not on the PATH it is put into .venv, so that a machine with
# Python 3.11 or newer, pip and make has all it needs.

PYTHON := $(shell command -v python3 || command -v python)
UV := $(or $(shell command -v uv),.venv/bin/uv)
DIR ?= demo

.DEFAULT_GOAL := help
.PHONY: help demo test check bench

help:
	@echo 'make demo    make a sample project in ./demo and open it (DIR=... for another folder)'
	@echo 'make test    run the tests'
	@echo 'make check   lint, formatting, types, import contracts'
	@echo 'make bench   measure speed, print a table'

demo: | $(UV)
	@echo 'Making the demo (the first time, packages are installed) ...'
	@$(UV) run --quiet --no-dev annotate demo '$(DIR)'

test: | $(UV)
	@echo 'Running the tests ...'
	@$(UV) run --quiet pytest -n 2 -q

check: | $(UV)
	@echo 'Lint ...'
	@$(UV) run --quiet ruff check
	@echo 'Formatting ...'
	@$(UV) run --quiet ruff format --check
	@echo 'Types ...'
	@$(UV) run --quiet mypy
	@echo 'Import contracts ...'
	@$(UV) run --quiet lint-imports

bench: | $(UV)
	@$(UV) run --quiet python -m benchmarks

.venv/bin/uv:
	@test -n '$(PYTHON)' || { echo 'No Python found. Install Python 3.11 or newer.' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo 'Python 3.11 or newer is needed; $(PYTHON) is older.' >&2; exit 1; }
	@echo 'Setting up .venv ...'
	@test -x .venv/bin/python || $(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --python .venv/bin/python install --quiet --disable-pip-version-check uv
