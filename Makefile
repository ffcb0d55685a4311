# The two commands that matter: `make demo` and `make test`. Both set up what they need.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo

.PHONY: demo test lint gate docs fuzz licences sbom lock clean

demo: .venv/.installed
	@mkdir -p $(DEMO)
	$(BIN)/communique read examples/press/*.txt examples/press/*.html --record $(DEMO)/sample.communique
	@echo
	@$(BIN)/communique timeline CHN PRK --record $(DEMO)/sample.communique
	@$(BIN)/communique timeline CHN PRK --record $(DEMO)/sample.communique --format svg --output $(DEMO)/timeline.svg
	@$(BIN)/communique timeline CHN PRK --record $(DEMO)/sample.communique --format html --output $(DEMO)/timeline.html
	@echo
	@echo "Open the page: $(DEMO)/timeline.html in a browser (it needs no network); the chart alone is $(DEMO)/timeline.svg"
	@echo "Go on with:    $(BIN)/communique events --record $(DEMO)/sample.communique"

test: .venv/.dev
	$(BIN)/pytest -n 2

lint: .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# Scores against the floors; DATA is a folder of development sets, each figure without its set is passed over.
gate: .venv/.dev
	$(BIN)/python -m communique.evaluate.gate $(DATA)

docs: .venv/.dev
	$(BIN)/python tools/reference.py docs/3-commands.md
	$(BIN)/python tools/columns.py docs/exports.md
	$(BIN)/mkdocs build --strict --quiet

# Hostile bytes to the readers and to cleaning, for SECONDS; what breaks them is kept in build/fuzz.
SECONDS ?= 600
fuzz: .venv/.dev
	$(BIN)/python -m tests.fuzz $(SECONDS)

# Every licence of the base install against the list; what it is made of (CycloneDX).
licences: .venv/.dev
	$(BIN)/python -m tools.licences

sbom: .venv/.dev
	$(BIN)/python -m tools.sbom build/sbom.json

# The base install's versions with their hashes, anew: `pip install --require-hashes -r requirements.lock`.
lock: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --custom-compile-command "make lock" --output-file requirements.lock

.venv/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("communique needs Python 3.11 or newer, and $(PYTHON) is " + sys.version.split()[0] + ": name another with PYTHON=") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.dev: .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

clean:
	rm -rf $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache
