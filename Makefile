# Bellwether: what can be asked of this folder. `make` alone prints this list.

PORT    ?= 8080
SECONDS ?= 600
MADE    ?= 2000
SAMPLE  := sample/northshire
DEMO    := target/demo/bellwether

.DEFAULT_GOAL := help
.PHONY: help demo dist dist-test test unit browser assets packages bench load corpus corpus-made docs check format licences advisories fuzz ill-will soak clean

help: ## this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: assets ## build, load the sample register and serve it on http://127.0.0.1:8080/
	cargo build --locked --profile demo -p bellwether
	@mkdir -p demo && rm -f demo/northshire.db demo/northshire.db-wal demo/northshire.db-shm
	@for issue in $(SAMPLE)/2025-q1.txt $(SAMPLE)/2025-q2.txt $(SAMPLE)/2025-q3.txt $(SAMPLE)/2025-q4.txt; do \
	  $(DEMO) import $$issue --database demo/northshire.db --missing close \
	    --by "Risk officer" --reason "Quarterly issue" > /dev/null || exit 1; \
	done
	$(DEMO) serve --database demo/northshire.db --listen 127.0.0.1:$(PORT)

dist: assets ## one compressed file each for Linux and Windows, in dist/ (TARGET=… for another)
	@sh scripts/dist $(TARGET)

dist-test: ## try what make dist made, the Windows program under wine
	@sh scripts/dist-test

test: packages assets unit browser ## pass every test: Rust, both databases, every page in a browser

unit: assets ## the Rust tests alone
	cargo test --locked --workspace

browser: assets ## every page in headless Chromium
	cargo build --locked -p bellwether
	cd crates/web && npm test

assets: crates/web/node_modules/.package-lock.json ## the style sheet, script and fonts, through npm
	cd crates/web && npm run --silent build

crates/web/node_modules/.package-lock.json: crates/web/package-lock.json
	cd crates/web && npm ci --no-audit --no-fund
	@touch $@

packages: ## the Debian packages that the tests use: Chromium, PostgreSQL, PgBouncer, LibreOffice, poppler
	@sh scripts/packages

check: format licences assets ## format, clippy with warnings as errors, licences
	cargo clippy --locked --workspace --all-targets -- -D warnings

format: crates/web/node_modules/.package-lock.json ## are Rust, style sheets and scripts formatted? (cargo fmt --all, npm run formatted)
	cargo fmt --all --check
	cd crates/web && npm run --silent format

licences:
	cargo deny --locked --offline check licenses bans sources

advisories: ## known vulnerabilities in what we depend on (needs the network; run before a release)
	cargo deny --locked check advisories

corpus: ## how well each real register beside this folder is read, as a table of F1
	cargo test --locked -p bellwether-intake --test corpus -- --nocapture

corpus-made: ## how well registers made up from seeds are read, MADE of them from the seed MADE_FROM on, as a table per quirk
	cd crates/intake && MADE=$(MADE) cargo test --locked -p bellwether-intake --test made -- --nocapture

docs: ## regenerate what is generated: the JSON Schemas, the pages of the checks
	UPDATE_DOCS=1 cargo test --locked -p bellwether-domain --test schema
	UPDATE_DOCS=1 cargo test --locked -p bellwether-checks --test wording --test catalogue --test schema

bench: assets ## the benchmarks; docs/benchmarks.md holds their figures
	cargo bench --workspace

load: ## many readers and writers of one register (RISKS, CLIENTS, SECONDS, EDITS in a hundred, RATE, SEED, ONLY=address)
	@RISKS=$(RISKS) CLIENTS=$(CLIENTS) SECONDS=$(or $(LOAD_SECONDS),30) EDITS=$(EDITS) RATE=$(RATE) SEED=$(SEED) ONLY=$(ONLY) \
	  cargo run --locked --profile demo -p bellwether-web --example load

fuzz: ## hostile bytes for each reader, SECONDS long (TARGET=pdf for one; needs a nightly toolchain and cargo-fuzz)
	@sh scripts/fuzz $(SECONDS) $(TARGET)

ill-will: assets ## how long the register and an edit take while eight clients upload hostile files, beside alone (a minute)
	cargo build --locked --profile demo -p bellwether
	node scripts/soak.mjs $(if $(filter command line,$(origin SECONDS)),$(SECONDS),60) $(DEMO)

soak: assets ## an hour of hostile files and halves of requests against the program, counted (SECONDS=…)
	cargo build --locked --profile demo -p bellwether
	node scripts/soak.mjs $(if $(filter command line,$(origin SECONDS)),$(SECONDS),3600) $(DEMO)

clean: ## remove what was built
	cargo clean
	rm -rf demo dist crates/web/dist crates/web/node_modules
