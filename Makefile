# Every check under one verb. `make check` is what the continuous integration runs.
# The verbs use the environment that the test command of the README makes.
BIN ?= .venv/bin

.PHONY: test lint types contracts check format readme pictures bench

test:
	$(BIN)/python -m pytest

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

check:
	.ci/run

format:
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

readme:
	$(BIN)/python -m tests.readme

pictures:
	$(BIN)/python -m screenshots.take

bench:
	$(BIN)/python -m tests.bench
