# What one does here. `make demo` and `make test` set everything up on a fresh machine with Python 3.11+, make and pip.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help demo test stress pictures gold lint format clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## */  make \1\t/' | expand -t 16

$(VENV)/run.stamp: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("willing needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

demo: $(VENV)/run.stamp  ## set up, read the bundled texts, show who is willing to do what
	$(BIN)/willing demo

test: $(VENV)/test.stamp  ## set up and run all tests
	$(BIN)/python -m pytest --numprocesses auto

stress: $(VENV)/test.stamp  ## full counts of what the tests sample; can be stopped, goes on where it was (docs/explanation/stress.md)
	$(BIN)/python scripts/stress.py

pictures: $(VENV)/test.stamp  ## the pictures of docs/tutorial/web-tutorial.md, by the test that walks through it (needs Chromium)
	WILLING_PICTURES=1 $(BIN)/python -m pytest tests/web/test_tutorial.py

gold: $(VENV)/test.stamp  ## score reader and reckoning against gold (ours, and SHARED where it is there)
	$(BIN)/python scripts/score_reader.py --shared $(SHARED)
	@if [ -d $(SHARED)/reckoning-cases ]; then $(BIN)/willing eval reckoning $(SHARED)/reckoning-cases; fi

lint: $(VENV)/test.stamp  ## style, types, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/test.stamp  ## put the code into the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean:  ## remove what was built here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
