# `make run` and `make test` are all most people need. The rest: see README.md.
.PHONY: run test setup setup-web setup-bot setup-dev train check eval bench lint soak lock clean
MAKEFLAGS += --no-print-directory
# Some machines forbid Python to keep what it compiled; then every process compiles every package anew (9 s each).
export PYTHONDONTWRITEBYTECODE :=
PYTEST ?= .venv/bin/python -m pytest
# Tests wait as much as they work, so one process more than there are cores.
WORKERS ?= $$(( $$(getconf _NPROCESSORS_ONLN) + 1 ))

run:
	@$(MAKE) -j3 trained-web screened-web compiled-web
	@exec .venv/bin/naast serve

test:
	@$(MAKE) -j3 trained-dev screened-dev compiled-dev
	@$(MAKE) lint
	@.venv/bin/naast check
	@$(PYTEST) --numprocesses $(WORKERS) --maxprocesses 8 --dist loadgroup --no-loadscope-reorder

setup: setup-web setup-bot

setup-web:
	@tools/make_venv.sh web .venv locks/web.txt --editable

# The search and the screening learn while the engine's packages are installed and its rules are compiled.
trained-%: setup-%
	@.venv/bin/naast train --only understanding
screened-%: setup-%
	@.venv/bin/naast train --only screening
compiled-%: setup-% setup-bot
	@.venv/bin/naast train --only dialogue

setup-dev:
	@tools/make_venv.sh web .venv locks/dev.txt --editable

setup-bot:
	@tools/make_venv.sh bot bot/.venv bot/requirements.txt

train: setup
	@.venv/bin/naast train

check: setup-web
	@.venv/bin/naast check

lint:
	@.venv/bin/ruff check naast actions tests bench tools bot/components
	@.venv/bin/ruff format --check naast actions tests bench tools bot/components
	@.venv/bin/mypy

eval: setup-dev
	@.venv/bin/naast train --only understanding
ifneq ($(wildcard ../shared/eval/questions_dev.jsonl),)
	@.venv/bin/naast eval --questions ../shared/eval/questions_dev.jsonl --labels-know ../shared/domain/topics.yaml
else
	@echo "No labelled questions beside this folder: only the screening is measured."
endif
	@.venv/bin/naast eval safety

bench: setup-dev setup-bot
	@.venv/bin/naast bench

soak: setup-dev setup-bot
	@$(PYTEST) -m soak

# Needs a package index; writes pins with hashes and no addresses.
UV = .venv/bin/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: setup-dev
	$(UV) pyproject.toml --universal --python-version 3.11 --output-file locks/web.txt
	$(UV) pyproject.toml --universal --python-version 3.11 --extra dev --constraint locks/web.txt --output-file locks/dev.txt
	echo uv | $(UV) - --universal --python-version 3.10 --constraint locks/dev.txt --output-file locks/uv.txt
	$(UV) bot/requirements.in --python-version 3.10 --output-file bot/requirements.txt

clean:
	rm -rf .venv bot/.venv var
