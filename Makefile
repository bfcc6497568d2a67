# make run: set up, index the samples, open the chat.  make test: set up, run every check and test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STORE ?= .policyqa
PORT ?= 7860

.PHONY: run test check install answers clean

install: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(STAMP)

run: install
	$(BIN)/policyqa index samples --store $(STORE)
	$(BIN)/policyqa serve --store $(STORE) --port $(PORT)

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest

answers: install
	$(BIN)/python -m eval examples --out docs/answers.md

clean:
	rm -rf $(VENV) .policyqa .mypy_cache .ruff_cache .pytest_cache *.egg-info
