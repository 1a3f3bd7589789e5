# make demo   runs the demo site; make test   runs every test. Both do all their own set-up.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
UV := .tools/bin/uv
PORT ?= 8000
# A folder with the files of legal documents, for the demo; none are shipped.
TEXTS ?= $(wildcard ../shared/data/law)
MANAGE := $(BIN)/python sandbox/manage.py

.PHONY: demo env site test matrix lint bench clean requirements messages pictures

demo: site
	@DEBUG=0 $(MANAGE) collectstatic --noinput --verbosity 0
	@echo "http://localhost:$(PORT)/  (admin: http://localhost:$(PORT)/admin/)"
	@DEBUG=0 $(MANAGE) runserver --noreload 0.0.0.0:$(PORT)

env: $(VENV)/.installed

$(UV):
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/.installed: requirements/dev.txt pyproject.toml | $(UV)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch $@

site: env
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) cchc_setup --demo
	@$(if $(TEXTS),$(MANAGE) load_texts $(TEXTS))

test: env
	@$(BIN)/python -m tests

matrix: env
	@$(BIN)/python -m tests.matrix

lint: env
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@git ls-files -z '*.html' | xargs -0 $(BIN)/djhtml --check --tabwidth 2
	@$(BIN)/curlylint cchc_wagtail templates
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/mkdocs build --strict --quiet --site-dir build/docs
	@$(MANAGE) makemigrations --check --dry-run
	@$(BIN)/python -m tests.catalogue
	@$(BIN)/python -m tests.wagtail_catalogue

bench: env
	@$(BIN)/python -m benchmarks

pictures: env
	@$(BIN)/python -m tests.pictures

messages: env
	@$(BIN)/python -m tests.catalogue --update
	@$(BIN)/python -m tests.wagtail_catalogue --update

requirements: $(UV)
	@$(UV) pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-header \
		--group sandbox --group test --group lint --group docs pyproject.toml --output-file requirements/dev.txt

clean:
	@rm -rf $(VENV) .tools sandbox/data .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
