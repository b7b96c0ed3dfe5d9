# Everything a developer needs. `make demo` and `make test` set up .venv by themselves.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
READY := .venv/.ready
DOCS := .venv/.docs

.PHONY: demo test lint types format check docs screenshots score drill bench bench-setup clean help

help:  ## What can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/	/' | expand -t 12

$(INSTALLED): pyproject.toml
	@echo 'Setting up .venv; this takes a minute the first time.'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	touch $(INSTALLED)

$(READY): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --group dev
	touch $(READY)

$(DOCS): $(READY)
	$(BIN)/python -m pip install --quiet --group docs
	touch $(DOCS)

demo: $(INSTALLED)  ## The bundled incident, offline: crawl, read, build
	$(BIN)/keii demo

AXE := $(if $(shell command -v npm),.axe/.ready)
.axe/.ready:
	npm install --silent --no-fund --no-audit --prefix .axe axe-core@4
	touch $@

test: $(READY) $(AXE)  ## All tests, doctests of the packages among them
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

docs: $(DOCS)  ## The documentation as a site, into site/
	$(BIN)/python -m tools.docsite
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@echo 'site/index.html'

screenshots: $(READY)  ## The pictures of the documentation, of the demo, with the system's Chromium
	$(BIN)/python -m tools.screenshots

score: $(READY)  ## How right: make score CASES=DIR, beside others after make bench-setup; PAGES=DIR: the main text of pages
	$(if $(PAGES),$(BIN)/python -m bench.maintext $(PAGES))
	$(if $(and $(PAGES),$(if $(CASES),,none)),@true,$(BIN)/python -m bench.score $(CASES) $(if $(ERRORS),--errors $(ERRORS)))

drill: $(READY)  ## Kill every command that writes, at random moments: make drill KILLS=1000 (about a second a kill)
	$(BIN)/python -m tests.keii.kills $(or $(KILLS),1000) $(SEED)

bench: $(READY)  ## How fast, beside others after make bench-setup; some minutes
	$(BIN)/python -m bench.speed

bench-setup:  ## The others, into .venv-bench
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m bench.install

clean:  ## Throw away what was set up and built
	rm -rf .venv .venv-bench .axe dist build keii-demo site
