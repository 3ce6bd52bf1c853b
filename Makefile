# `make demo` and `make test` each set up all they need; the second time they start at once.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_HOME ?= .make/demo
QUESTION ?= who is Mazda sourcing batteries from?

.PHONY: help demo test lint check bench fuzz lock clean

help: ## say what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

demo: .make/run ## ask the Mazda question on the bundled articles
	@DEALWIRE_HOME=$(abspath $(DEMO_HOME)) $(BIN)/dealwire sample
	@echo '> $(QUESTION)'
	@DEALWIRE_HOME=$(abspath $(DEMO_HOME)) $(BIN)/dealwire ask "$(QUESTION)"

test: .make/dev ## run the tests
	$(BIN)/pytest

lint: .make/dev ## check format, style, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## all that CI runs

bench: .make/bench ## measure speed: ingesting beside the llama-index quickstart, recording among 50,000 deals
	$(BIN)/python -m tests.benchmarks.ingest $(BENCH)
	$(BIN)/python -m tests.benchmarks.deal_recording

fuzz: .make/fuzz-env ## fuzz addresses, dates and feeds with atheris, SECONDS=300 each
	$(BIN)/python -m tests.fuzz --seconds $(or $(SECONDS),300)

lock: .make/uv ## pin the newest allowed versions of all dependencies
	sh requirements/lock.sh $(BIN)/uv

clean: ## remove what make made
	rm -rf $(VENV) .make

# uv installs in seconds what takes pip minutes; where it cannot run, pip does it.
.make/uv: requirements/uv.txt
	@mkdir -p .make
	@echo 'Making a virtual environment in $(VENV)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit("Dealwire needs Python 3.11 or newer: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else 0'
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt || echo 'uv cannot be installed here; pip will do'
	@touch $@

.make/run: requirements/run.txt pyproject.toml | .make/uv
	@echo 'Installing Dealwire and what it needs (some 450 MB)'
	@sh requirements/install.sh $(BIN) requirements/run.txt
	@touch $@

.make/dev: requirements/dev.txt pyproject.toml | .make/uv
	@echo 'Installing Dealwire and what its tests need (some 550 MB)'
	@sh requirements/install.sh $(BIN) requirements/dev.txt
	@touch .make/run $@

.make/bench: requirements/bench.txt pyproject.toml | .make/dev
	@echo 'Installing what the benchmarks compare with'
	@sh requirements/install.sh $(BIN) requirements/bench.txt
	@touch $@

.make/fuzz-env: requirements/fuzz.txt | .make/dev
	@echo 'Installing atheris, which Linux alone has'
	@sh requirements/install.sh $(BIN) requirements/fuzz.txt
	@touch $@
