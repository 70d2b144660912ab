# make demo and make test need git, make and Python 3.11+ with venv; they make environments of their own.

PYTHON ?=
BROWSER ?= yes
DEMO := out/demo

.PHONY: help demo test prove clean

help:
	@echo "make demo    play published and made-up cases; the results lie in $(DEMO); ends with the command that shows the desk"
	@echo "make test    linters, types, import contracts and the bounded tests (under 20 minutes on 2 cores); BROWSER=no leaves Chromium out"
	@echo "make prove   the same at full size, then make test's size on every other Python from 3.11 to 3.13 found here"
	@echo "make clean   remove environments, caches and results"

demo:
	@.ci/environment .venv-demo ".[web]" $(PYTHON)
	@.venv-demo/bin/zhifa demo --out $(DEMO)
	@echo "The results lie in $(DEMO)."

test:
	@.ci/environment .venv-test ".[dev]" $(PYTHON)
	@.ci/postgresql
ifneq ($(BROWSER),no)
	@.ci/chromium
endif
	@.ci/suite .venv-test $(if $(filter no,$(BROWSER)),--no-browser)

# Sizes try the logic and Pythons the language: one run has the full sizes, the other Pythons the bounded ones.
prove:
	@.ci/postgresql
	@.ci/chromium
	@set -e; size=--prove; for python in $$(.ci/pythons); do \
		printf '\n==== %s %s\n' "$$($$python --version)" "$$size"; \
		folder=.venv-prove-$$($$python -c 'import sys; print("{}.{}".format(*sys.version_info))'); \
		.ci/environment $$folder ".[dev]" $$python; \
		.ci/suite $$folder $$size; \
		size=; \
	done

clean:
	rm -rf .venv-demo .venv-test .venv-prove-* out build dist *.egg-info
	rm -rf .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
