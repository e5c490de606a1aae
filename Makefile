# Everything a person needs: make demo, make test. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
CATALOGUES := $(wildcard src/taizhang/locale/*/LC_MESSAGES/django.po)
CHARTS := src/taizhang/project/static/vendor/echarts.min.js
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

.PHONY: help setup lock lint browser test demo bundle try-bundle score benchmark bench-extraction bench-projections bench-ledger bench-supervision bench-indicators bench-dashboards bench-schemes mutate-schemes fuzz fuzz-patterns

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: .venv/.installed $(CHARTS) $(CATALOGUES:.po=.mo) ## leaves .venv/bin/taizhang

# The stamp holds the lock that was installed: an unchanged lock installs nothing.
.venv/.installed: requirements-dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11 或更新的版本，本机没有找到；请先安装 python3（含 venv）。' >&2; exit 1; }
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	touch $@

# Drawn by the pages: an unchanged lock builds nothing.
$(CHARTS): package-lock.json requirements-assets.txt scripts/build-assets.sh scripts/assets/echarts.mjs | .venv/.installed
	scripts/build-assets.sh

%.mo: %.po .venv/.installed
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(BIN)/uv:
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(PIP) install --quiet uv

lock: $(BIN)/uv ## writes the hashed requirements from pyproject.toml
	$(LOCK) pyproject.toml --output-file requirements.txt
	$(LOCK) --constraint requirements.txt --group dev pyproject.toml --output-file requirements-dev.txt
	$(LOCK) --group pyproject.toml:assets --output-file requirements-assets.txt
	$(LOCK) --group pyproject.toml:peers --output-file requirements-peers.txt
	$(LOCK) --constraint requirements.txt --group fuzz pyproject.toml --output-file requirements-fuzz.txt

lint: setup ## format, lint, types, direction of imports
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

browser:
	@scripts/install-browser.sh

# One process more than processors: many tests wait for a child, a browser or the database.
PROCESSES := $(shell n=$$(getconf _NPROCESSORS_ONLN); echo $$((n < 4 ? n + 1 : 4)))

test: lint browser ## all checks and tests; TESTS="tests/ledger -k seal" picks some
	$(BIN)/python -m pytest $(or $(TESTS),--numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder)

demo: setup ## a fictional city on http://127.0.0.1:8000
	$(BIN)/taizhang demo

bundle: setup ## one archive that installs and serves without a network
	scripts/bundle.sh

try-bundle: bundle ## install and serve that archive with the network off
	scripts/try-bundle.sh "$$(ls -t dist/taizhang-*.tar.gz | head -1)"

score: setup ## accuracy of extraction on the gold texts beside the checkout
	$(BIN)/python scripts/score_extraction.py

benchmark: setup ## accuracy of extraction on the public benchmark
	$(BIN)/taizhang extract examples/benchmark --output scores/benchmark
	$(BIN)/python examples/benchmark/score.py scores/benchmark --errors

# Other libraries, to compare with: an environment of their own, never imported by the product.
.venv-peers/.installed: requirements-peers.txt
	test -x .venv-peers/bin/pip || $(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	touch $@

bench-extraction: setup .venv-peers/.installed ## speed and finds of extraction beside other libraries
	$(BIN)/python scripts/bench_extraction.py --peers .venv-peers/bin/python --folder 10000

bench-projections: setup .venv-peers/.installed ## projections of a year's end beside ETS and ARIMA
	$(BIN)/python scripts/bench_projections.py --peers .venv-peers/bin/python

bench-dashboards: setup ## dashboards with fifty readers: an ordinary city (5,040 goals), 240,000
	$(BIN)/python scripts/load_dashboard.py --indicators 42 --write-every 10
	$(BIN)/python scripts/load_dashboard.py --indicators 2000 --write-every 10

# The fuzzer brings a runtime of its own: an environment apart, with what the product needs.
.venv-fuzz/.installed: requirements-fuzz.txt
	@test -n "$(PYTHON)" || { echo '需要 Python 3.11 或更新的版本，本机没有找到；请先安装 python3（含 venv）。' >&2; exit 1; }
	test -x .venv-fuzz/bin/pip || $(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r $<
	touch $@

fuzz: SECONDS := 60
fuzz: .venv-fuzz/.installed ## any bytes into readers and stages; SECONDS=60 each, TARGET="docx lint"
	.venv-fuzz/bin/python scripts/fuzz.py $(TARGET) --seconds $(SECONDS)

fuzz-patterns: setup ## every pattern of the grammar, what it looks for repeated
	$(BIN)/python scripts/fuzz_patterns.py

bench-ledger: setup ## speed of a ledger of a million events, as a table
	$(BIN)/taizhang bench ledger

bench-supervision: setup ## lights of a million open tasks, as a table
	$(BIN)/taizhang bench supervision

bench-indicators: setup ## pace of 240,000 series over 28.8 million figures, as a table
	$(BIN)/taizhang bench indicators

bench-schemes: setup .venv-peers/.installed ## a million enterprises rated, a million claims paid, beside OpenFisca-Core
	$(BIN)/python scripts/bench_schemes.py --peers .venv-peers/bin/python

mutate-schemes: setup ## one fault at a time into schemes and their values; CHAPTER=star_rating, EACH=40 faults
	$(BIN)/python scripts/mutate_schemes.py $(CHAPTER) $(if $(EACH),--each $(EACH))
