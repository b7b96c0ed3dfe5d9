# Everything a developer needs. `make demo` and `make test` set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint types format check score bench clean help

help:  ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/' | expand -t 12

$(READY): pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(READY)

demo: $(READY)  ## The bundled incident, offline: crawl, read, build
	$(BIN)/keii demo

test: $(READY)  ## All tests, doctests of the packages among them
	$(BIN)/python -m pytest tests keii spiders timeline db

lint: $(READY)  ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)  ## Types
	$(BIN)/mypy

format: $(READY)  ## Put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: lint types test  ## What CI runs, but for the wheel

clean:  ## Throw away what was set up and built
	rm -rf .venv dist build keii-demo
