# The commands a person has to know. `make help` lists them.
# Works with GNU make 3.81 and later (macOS has 3.81) and any POSIX shell.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LOWEST := .venv-lowest
PIP_FLAGS := --quiet --disable-pip-version-check
# Material tells of its end of life at every build; the README does so once.
export NO_MKDOCS_2_WARNING := 1
# Workers for the tests: one per core.
WORKERS ?= auto

.PHONY: help serve site check content fix test test-lowest wheel lock vendor screenshot clean

help: ## say what there is to do
	@echo "make serve        build the casebook, show it in the browser, reload when a file changes"
	@echo "make site         build the casebook to site/"
	@echo "make check        form, lint, types, layers, content: under a minute"
	@echo "make test         all tests; installs what they need, a browser included"
	@echo "make test-lowest  the tests again, with the lowest versions that pyproject.toml allows"
	@echo "make fix          format the code, mend what can be mended by itself"
	@echo "make wheel        the package as a wheel, in dist/"
	@echo "make lock         renew the pinned dependencies in requirements/"
	@echo "make vendor       fetch the shipped fonts anew"
	@echo "make screenshot   take the picture in the README anew"
	@echo "make clean        remove what was built and installed"

serve: $(VENV)/site.stamp ## build, show, reload
	@$(BIN)/casewright serve

site: $(VENV)/site.stamp ## build to site/
	@$(BIN)/casewright build

check: $(VENV)/dev.stamp ## everything that takes less than a minute
	@$(BIN)/ruff format --check --quiet . || { echo "make fix formats the files named above"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo > $(VENV)/layers.txt || { cat $(VENV)/layers.txt; exit 1; }
	@$(BIN)/python tools/vendor.py --check
	@$(BIN)/casewright check
	@echo "all is well"

fix: $(VENV)/dev.stamp ## format, and mend what can be
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

test: $(VENV)/dev.stamp ## all tests
	@chromium="$$($(BIN)/python tools/install_chromium.py)" && \
	  CASEWRIGHT_CHROMIUM="$$chromium" $(BIN)/pytest -n $(WORKERS)

test-lowest: $(LOWEST)/stamp ## the lowest versions that pyproject.toml allows
	@$(LOWEST)/bin/pytest -n $(WORKERS) tests/unit tests/golden tests/property tests/integration/test_builds.py -k "not snapshot"

wheel: $(VENV)/dev.stamp ## the package
	@$(BIN)/python -m build --wheel --no-isolation --outdir dist .

lock: $(VENV)/lock.stamp ## pin the newest versions that pyproject.toml allows
	$(call compile,requirements/site.txt,--group install)
	$(call compile,requirements/dev.txt,--group dev)
	$(call compile,requirements/lowest.txt,--group test --resolution lowest-direct)

# The files name no index: pip asks whichever it is set up to ask.
compile = $(VENV)/bin/uv pip compile pyproject.toml $(2) --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --upgrade \
	  --custom-compile-command "make lock" --output-file $(1)

vendor: $(VENV)/dev.stamp ## fetch the fonts
	@$(BIN)/python tools/vendor.py

screenshot: site $(VENV)/dev.stamp ## the picture in the README
	@chromium="$$($(BIN)/python tools/install_chromium.py)" && \
	  CASEWRIGHT_CHROMIUM="$$chromium" $(BIN)/python tools/screenshot.py

clean: ## remove what was built and installed
	rm -rf $(VENV) $(LOWEST) site dist build tests/html/node_modules

# Each stamp says that what it needs is installed; it is made anew when the pinned versions change.

$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Casewright needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
	  echo "Python cannot make a virtual environment. On Debian: apt install python3-venv"; rm -rf $(VENV); exit 1; }
	@touch $@

$(VENV)/site.stamp: requirements/site.txt pyproject.toml | $(VENV)/made.stamp
	@test -f $(VENV)/dev.stamp || { echo "Installing what the casebook needs (once, some minutes) ..."; \
	  $(BIN)/pip install $(PIP_FLAGS) --require-hashes -r requirements/site.txt; }
	@$(BIN)/pip install $(PIP_FLAGS) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/made.stamp
	@echo "Installing what the tests need (once, some minutes) ..."
	@$(BIN)/pip install $(PIP_FLAGS) --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install $(PIP_FLAGS) --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/site.stamp

$(VENV)/lock.stamp: | $(VENV)/made.stamp
	@$(BIN)/pip install $(PIP_FLAGS) uv
	@touch $@

$(LOWEST)/stamp: requirements/lowest.txt pyproject.toml | $(VENV)/made.stamp
	@echo "Installing the lowest versions (once, some minutes) ..."
	@$(PYTHON) -m venv --clear $(LOWEST)
	@$(LOWEST)/bin/pip install $(PIP_FLAGS) --require-hashes -r requirements/lowest.txt
	@$(LOWEST)/bin/pip install $(PIP_FLAGS) --no-deps --no-build-isolation -e .
	@touch $@
