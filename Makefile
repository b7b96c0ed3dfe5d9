# Everything a developer needs. `make demo` and `make test` set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test lint types format check score bench bench-setup clean help

help:  ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/' | expand -t 12

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

score: $(READY)  ## How right: make score CASES=DIR, beside others after make bench-setup; PAGES=DIR: the main text of pages
	$(if $(PAGES),$(BIN)/python -m bench.maintext $(PAGES))
	$(if $(and $(PAGES),$(if $(CASES),,none)),@true,$(BIN)/python -m bench.score $(CASES) $(if $(ERRORS),--errors $(ERRORS)))

bench: $(READY)  ## How fast, beside others after make bench-setup; some minutes
	$(BIN)/python -m bench.speed

bench-setup:  ## The others, into .venv-bench
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m bench.install

clean:  ## Throw away what was set up and built
	rm -rf .venv .venv-bench dist build keii-demo
