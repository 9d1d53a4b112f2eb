PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types format eval bench studio train clean

run: $(VENV)/.base
	$(BIN)/python -m app

test: $(VENV)/.dev
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check app graph tools data prompts evals tests
	$(BIN)/lint-imports

types: $(VENV)/.dev
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format app graph tools data prompts evals tests

eval: $(VENV)/.dev
	$(BIN)/python -m evals $(ARGS)

bench: $(VENV)/.dev
	$(BIN)/python -m evals.bench $(ARGS)

train: $(VENV)/.dev
	$(BIN)/python -m graph.understanding.train
	$(BIN)/python -m graph.understanding.train_language
	$(BIN)/python -m graph.understanding.train_carry
	$(BIN)/python -m graph.understanding.train_facts
	$(BIN)/python -m graph.triage.train
	$(BIN)/python -m graph.triage.train_hearing

studio: $(VENV)/.dev
	$(BIN)/langgraph dev --no-browser

$(VENV)/.venv:
	$(PYTHON) -m venv $(VENV) || python3 -m venv $(VENV)
	touch $@

$(VENV)/.base: $(VENV)/.venv pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	touch $@

$(VENV)/.dev: $(VENV)/.venv pyproject.toml constraints.txt
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[dev]"
	touch $@

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache
