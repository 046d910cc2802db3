# Every check under one verb. `make check` is what the continuous integration runs.
# The verbs use the environment that the test command of the README makes.
BIN ?= .venv/bin

.PHONY: test lint types contracts check format readme data pictures bench fuzz

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

# The built-in database, made anew from its facts and the five articles in WHEREFROM_TEXTS.
WHEREFROM_TEXTS ?= ../shared/seeds
DATA = db/data/talent-war
data:
	rm -rf build/data && mkdir -p build/data
	$(BIN)/python -m tui init build/data/new.json --empty
	$(BIN)/python -m tui import $(DATA).facts.jsonl --db build/data/new.json --texts $(WHEREFROM_TEXTS)
	install -m 644 build/data/new.json $(DATA).json

pictures:
	$(BIN)/python -m screenshots.take
	if command -v chromium >/dev/null; then $(BIN)/python -m screenshots.page; fi

fuzz:
	$(BIN)/python -m tests.fuzz 20000

bench:
	$(BIN)/python -m tests.bench
