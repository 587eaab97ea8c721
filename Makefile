# `make up PORT=9000 XIN_DATA_DIR=/srv/xin` and `PORT=9000 make up` mean the same.
ifdef PORT
export XIN_PORT := $(PORT)
endif
LAUNCHER := python3 -m xin_project.embedded
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest --durations=10
# Two workers, a file each at a time, with servers of their own. Browsers want the machine alone.
TWO_WORKERS := --numprocesses=2 --dist=loadfile

.PHONY: help up down test test-python test-journeys test-frontend faults lint bench tools browser
.DEFAULT_GOAL := help

# The wheel's Node is here when the machine has none.
test test-frontend lint: export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

up: ## Start everything and say where it is; PORT=8000 XIN_DATA_DIR=.data
	@exec $(LAUNCHER) up

down: ## Stop everything, also what a killed run left; data is kept
	@exec $(LAUNCHER) down

test: test-python test-journeys test-frontend ## Run every test; says the ten slowest and the seconds of each part

test-python: export XIN_TEST_DATA_DIR := .test-data/python
test-python: tools
	$(PYTEST) $(TWO_WORKERS) --ignore=tests/journeys

test-journeys: export XIN_TEST_DATA_DIR := .test-data/journeys
test-journeys: browser
	$(PYTEST) tests/journeys

test-frontend: tools
	npm --prefix frontend test

faults: export XIN_FAULT_SEEDS ?= 20
faults: export XIN_RANDOM_GRAPHS ?= 150
faults: tools ## Kill, freeze and wipe everything in turn, 20 times each; XIN_FAULT_SEEDS=20
	$(PYTHON) -m pytest tests/faults apps/flows/tests/test_properties.py

lint: tools ## Check style, types and the order of the layers
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	npm --prefix frontend run lint

bench: tools ## Measure the message path against a bare app and a yardstick
	$(PYTHON) -m bench

tools:
	@$(LAUNCHER) tools

browser: tools
	@$(LAUNCHER) browser
