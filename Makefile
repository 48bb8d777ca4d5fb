# The handles of the project; `make` alone lists them.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv/bin
export PORT ?= 8000
export HOST ?= 127.0.0.1

.DEFAULT_GOAL := help
.PHONY: help run test lint fmt messages bench requirements vendor lock venv

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

run: ## web process, job worker and scheduler with the demo (PORT=8000 HOST=127.0.0.1)
	@$(PYTHON) scripts/run.py

venv: ## the virtual environment with everything for development, and no more
	@$(PYTHON) scripts/machine.py --dev

test: ## all tests (ARGS="tests/jobs -x" for some); CI=true leaves nothing out
	@$(PYTHON) scripts/machine.py --dev --tests
	@$(VENV)/python scripts/test.py $(ARGS)

lint: ## all checks
	@$(PYTHON) scripts/machine.py --dev
	@$(VENV)/python scripts/lint.py

fmt: ## formatting of code and templates
	@$(PYTHON) scripts/machine.py --dev
	@$(VENV)/python scripts/lint.py --fix

messages: ## the catalogues in locale/ brought up to date with the sources; says what lacks a translation
	@$(PYTHON) scripts/machine.py --dev
	@$(VENV)/python scripts/messages.py

bench: ## the measured work, to bench/results.json and as a table (ARGS="page" for some)
	@$(PYTHON) scripts/machine.py --dev
	@$(VENV)/python -m bench.run $(ARGS)

requirements: ## requirement -> tests that carry its number (DUE=now: only those due in this release)
	@$(PYTHON) scripts/requirements_table.py $(if $(filter now,$(DUE)),--due-now)

vendor: ## front-end packages into static/vendor/
	@bash scripts/vendor.sh

lock: ## requirements*.txt with hashes, from requirements/*.in (ARGS="--upgrade" for newer ones)
	@$(PYTHON) scripts/machine.py --dev
	@bash scripts/lock.sh $(ARGS)
