# Askel. `make help` lists what there is to make.
SHELL := /bin/sh
PORT ?= 8000
export ASKEL_DATA ?= $(CURDIR)/data
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The lock names everything. Left to look for itself, pip asks for the newest of a package with extras, which has no hash here.
INSTALL := .venv/bin/pip install --quiet --require-hashes --no-deps
NEED := sh requirements/need.sh
PO := $(wildcard askel/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
FRONT := $(shell find front -type f -not -path '*/test/*')
BUILT := askel/web/static/web/built/page.css
LINTED := askel tests bench hatch_build.py

.PHONY: help setup run test check fmt lock front translations bench screenshot tools
.DEFAULT_GOAL := help

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-14s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/bin/askel $(BUILT) $(MO) ## install what Askel needs to run
	@$(if $(filter setup,$(MAKECMDGOALS)),echo "Askel is set up. Next: make run",:)

run: setup ## start Askel with its demo on http://localhost:8000 (PORT= changes it)
	@.venv/bin/askel demo --once >/dev/null
	@exec .venv/bin/askel up --port $(PORT)

test: setup tools ## run every test, on SQLite and on PostgreSQL
	@$(NEED) 'command -v chromium' 'chromium fonts-noto-core' 'the browser journeys run in it' || true
	@.venv/bin/python -m tests.run

check: setup tools ## check style, types, imports, templates, scripts, translations and migrations
	@$(NEED) 'command -v msgfmt' gettext 'translations are checked with it'
	.venv/bin/ruff check $(LINTED)
	.venv/bin/ruff format --check --quiet $(LINTED)
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/djlint --lint --quiet askel
	.venv/bin/python -m tests.templates
	npm run --silent types
	.venv/bin/python -m tests.translations
	@ASKEL_DATA=$$(mktemp -d) DJANGO_SETTINGS_MODULE=askel.config.settings .venv/bin/django-admin makemigrations --check --dry-run

fmt: tools ## format the code
	.venv/bin/ruff check --fix --quiet $(LINTED) || true
	.venv/bin/ruff format --quiet $(LINTED)

front: $(BUILT) ## build the style sheet and the scripts

translations: tools ## bring the texts of the code into askel/locale
	.venv/bin/python -m tests.translations --update

screenshot: setup tools ## take the picture of the README anew
	ASKEL_SCREENSHOT=docs/screenshot.png .venv/bin/python -m pytest -q -p no:cacheprovider tests/e2e/test_readme.py

bench: setup tools ## print what each page costs, and how smoothly the map moves
	.venv/bin/python -m bench
	.venv/bin/python -m bench.letters
	.venv/bin/python -m tests.postgres .venv/bin/python -m bench.letters
	.venv/bin/python -m bench.frames

UV := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header $(UPGRADE)
lock: tools ## lock the versions (UPGRADE=--upgrade: to the newest)
	$(UV) pyproject.toml --group build -o requirements/run.txt
	$(UV) pyproject.toml --group dev -c requirements/run.txt -o requirements/dev.txt
	$(UV) --group node -o requirements/node.txt
	@! grep -nE '://|^--' requirements/*.txt

# What is made, and from what

.venv/pyvenv.cfg:
	@$(NEED) 'python3 -c "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))"' python3-venv 'Askel needs Python 3.11 or newer with venv'
	@python3 -m venv .venv

.venv/run-ready: requirements/run.txt | .venv/pyvenv.cfg
	@echo "Installing what Askel runs on."
	@$(INSTALL) -r requirements/run.txt
	@$(NEED) 'python3 -c "import ctypes; ctypes.CDLL(\"libpangoft2-1.0.so.0\")"' 'libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-core' \
		'PDF and PNG files are made with it' || true
	@touch $@

.venv/bin/askel: pyproject.toml .venv/run-ready
	@.venv/bin/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

tools: .venv/dev-ready
.venv/dev-ready: requirements/dev.txt | .venv/run-ready
	@echo "Installing what the tests and checks need."
	@$(INSTALL) -r requirements/dev.txt
	@touch $@

# An npm may be missing or too old: then a wheel brings one into the environment.
node_modules/.package-lock.json: package-lock.json | .venv/run-ready
	@sh -c 'npm --version && node -e "process.exit(+(parseInt(process.versions.node) < 18))"' >/dev/null 2>&1 || \
		{ echo "Installing Node.js into .venv."; $(INSTALL) -r requirements/node.txt; }
	@npm ci --ignore-scripts --silent
	@touch $@

$(BUILT): $(FRONT) package.json node_modules/.package-lock.json
	@npm run --silent build

$(MO): %.mo: %.po | .venv/run-ready
	@.venv/bin/pybabel -q compile -i $< -o $@
