# Kaimono, from a fresh clone. Needs only Rust, git and make; everything else is installed by the targets (on Debian and its
# relatives) or named (elsewhere). What was installed is remembered in target/make, so that a warm run goes straight to work.
#
#   make run      the window; without a display, the guided tour with screenshots in target/tour/
#   make test     everything: format, lints, page, all crates, and the stories in a real window
#   make soak     thousands of purchases killed at random (KILLS=5000, SEED=the printed one)
#   make soak-days  three days of the sandbox's time in the tray, with hundreds of open purchases, sleep, and a node that goes away
#   make check    the part of it that runs nothing: format, lints, types, licences and sources of dependencies
#   make advisories  whether a dependency is known to be vulnerable; asks for today's list, so not a part of `make test`
#   make package-check  the crate `masumi` as it would be published, built and tested from its package alone; part of `make test`
#   make msrv     whether `masumi` builds with the oldest Rust that it promises; needs `rustup toolchain install` of that one
#   make kit      every part of the page with its states, for a browser; prints the address
#   make bench    what Kaimono costs, as ratios; 1,000 purchases are watched for ten minutes; into target/bench.json
#   make bench-market  memory of a market of MARKET_AGENTS (100,000), and how smoothly its list is scrolled beside a bare one
#   make bench-hidden  memory, handles and processor of two hours in the tray with twenty open purchases (HIDDEN_SECONDS=600: shorter)
#   make bench-results  the longest gap while the window shows large results, beside an empty one
#   make bench-window  start, memory and size of the released program, beside an empty window of the same make
#   make package  a .deb in target/release/bundle/, with the licences and the bill of materials of its parts (make notices)
#   make installed-check  that .deb in a bare Debian, as root: installed, bought with, upgraded, removed, with pictures
#   make reproduce   whether two builds of HEAD are the same package, byte for byte
#   make cross-check  what can be known about Windows and macOS on Debian: checked, linked, and tested under Wine; as root, with debootstrap
#   make fuzz     every parser, FUZZ_SECONDS each (60); needs `rustup toolchain install nightly` and `cargo install cargo-fuzz`

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := run
.PHONY: run tour test soak soak-days check rust-check page-check deny advisories package-check msrv build page kit bench bench-hidden bench-market bench-results bench-window package notices licences sbom installed-check reproduce fuzz cross-check

MADE := target/make
export CARGO_TARGET_DIR := $(abspath $(or $(CARGO_TARGET_DIR),target))
# One profile, one target directory, and always the whole workspace: with fewer packages cargo would choose other features
# for the shared dependencies, and compile them again.
ALL := --workspace --locked
# The pinned Node that scripts/node put beside the build; where it has none for the system, the system's own.
export PATH := $(CURDIR)/$(MADE)/node/bin:$(PATH)
# cargo-nextest gives every test a time limit; without it, cargo's own runner does the same work. Neither stops at a failure.
TEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo 'nextest run' || echo 'test --no-fail-fast')
DISPLAY_HERE := $(or $(DISPLAY),$(WAYLAND_DISPLAY),$(filter Darwin,$(shell uname -s)))

run: build
ifeq ($(DISPLAY_HERE),)
	@echo "There is no display: taking the guided tour on a virtual one."
	$(MAKE) tour
else
	$(CARGO_TARGET_DIR)/debug/kaimono
endif

# The first purchase from end to end, in a real window under a virtual display.
tour: build $(MADE)/system-test
	cargo $(TEST) $(ALL) --test stories the_guided_tour
	@echo "Screenshots: target/tour/"

test: check build $(MADE)/system-test $(MADE)/sdk/ready
	cargo $(TEST) $(ALL)
	scripts/package-check

# Purchases killed at random, thousands of times. SEED=<n> KILLS=1 tells one of them again.
KILLS ?= 5000
soak: $(MADE)/system-build
	KILLS=$(KILLS) cargo test $(ALL) --lib killed_at_random -- --nocapture

# What three days cost, hour by hour, in DAYS_SECONDS; into target/days.json.
DAYS_SECONDS ?= 600
soak-days: build $(MADE)/system-test
	DAYS_SECONDS=$(DAYS_SECONDS) cargo test $(ALL) --test stories three_days -- --ignored --nocapture

check: rust-check page-check deny

rust-check: $(MADE)/system-build
	cargo fmt --all --check
	cargo clippy $(ALL) --all-targets -- -D warnings
	# The wall in the protocol crate: what is proven knows no HTTP.
	cargo clippy --locked -p masumi --no-default-features -- -D warnings
	cargo clippy --locked -p masumi --no-default-features --features seller -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc $(ALL) --no-deps --document-private-items

page-check: page
	cd ui && npm run check

# Licences, sources, bans and doubles of dependencies, as deny.toml says. What is in it and matches nothing fails as well.
DENY := $(MADE)/deny/bin/cargo-deny --locked --log-level error
STRICT := $(addprefix --deny ,unmatched-skip unnecessary-skip unused-wrapper unmatched-source license-not-encountered license-exception-not-encountered)
deny: $(MADE)/deny/ready
	$(DENY) check --hide-inclusion-graph $(STRICT) bans licenses sources

# Needs the network: the list of known advisories, and what was taken back from crates.io.
advisories: $(MADE)/deny/ready
	$(DENY) check --hide-inclusion-graph advisories

# What is published builds and passes its tests where nothing else of this repository is.
package-check:
	scripts/package-check

# Not part of `make test`: another toolchain is more than a newcomer has. Clippy's incompatible_msrv, which is, needs none.
MSRV := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
msrv:
	cargo +$(MSRV) check --locked -p masumi --all-features --target-dir $(CARGO_TARGET_DIR)/msrv

# The program as it is run and tested. There is no other server to start.
build: $(MADE)/system-build page
	cargo build $(ALL) --bins

# What it costs hidden in the tray with twenty open purchases, for HIDDEN_SECONDS; into target/hidden.json.
HIDDEN_SECONDS ?= 7200
bench-hidden: build $(MADE)/system-test
	HIDDEN_SECONDS=$(HIDDEN_SECONDS) cargo test $(ALL) --test stories hidden_for_long -- --ignored --nocapture

# A market of MARKET_AGENTS in the window; into target/crowd.json.
MARKET_AGENTS ?= 100000
bench-market: build $(MADE)/system-test
	MARKET_AGENTS=$(MARKET_AGENTS) cargo test $(ALL) --test stories a_market_of_a_hundred_thousand -- --ignored --nocapture

# What large results cost in the window, beside an empty one; into target/results.json.
bench-results: build $(MADE)/system-test
	cargo test $(ALL) --test stories large_results_in_the_window -- --ignored --nocapture

# Kaimono's window beside an empty one of the same make, WINDOW_RUNS times each in turn; into target/window.json. The program is as
# it is released, but that a test may drive it.
WINDOW_RUNS ?= 20
bench-window: build $(MADE)/system-test
	cargo build --release --locked -p kaimono -p empty-window --features kaimono/custom-protocol,kaimono/automation,empty-window/custom-protocol
	PROGRAMS=$(CARGO_TARGET_DIR)/release WINDOW_RUNS=$(WINDOW_RUNS) \
	  cargo test $(ALL) --test stories the_window_beside_an_empty_one -- --ignored --nocapture

# The parts of the page alone, without the program.
kit: $(MADE)/page
	node ui/bundle.mjs --kit

# BENCH_PURCHASES, BENCH_OPEN, BENCH_HISTORY, BENCH_MARKET, BENCH_FILLED, BENCH_BATCH and BENCH_SECONDS make it shorter, BENCH_ONLY=market, history or batch that alone; the goals are for the whole of it.
bench: $(MADE)/system-build
	BENCH_FILE=$(CARGO_TARGET_DIR)/bench.json cargo bench --locked -p kaimono-core --bench figures

# Bundles for the system it runs on. A release has its own profile, so this compiles everything once more.
BUNDLES ?= deb
package: $(MADE)/system-build page notices
	scripts/bundle $(BUNDLES)

# What a package tells of the parts that others made, for TRIPLE: their licences, and all of them as a bill of materials. The two
# tools are compiled once, some minutes.
TRIPLE ?= $(shell rustc -vV | sed -n 's/^host: //p')
NOTICES := target/notices
notices: licences sbom
licences: page $(MADE)/notices/bin/cargo-about
	PATH="$(CURDIR)/$(MADE)/notices/bin:$$PATH" node scripts/notices.mjs licences $(TRIPLE) $(NOTICES)/third-party-licences.txt
sbom: page $(MADE)/notices/bin/cargo-cyclonedx
	PATH="$(CURDIR)/$(MADE)/notices/bin:$$PATH" node scripts/notices.mjs sbom $(TRIPLE) $(NOTICES)/kaimono.cdx.json

$(MADE)/notices/bin/cargo-about:
	env -u CARGO_TARGET_DIR cargo install --quiet --locked --root $(MADE)/notices --version 0.9.3 --features cli cargo-about
$(MADE)/notices/bin/cargo-cyclonedx:
	env -u CARGO_TARGET_DIR cargo install --quiet --locked --root $(MADE)/notices --version 0.5.9 cargo-cyclonedx

# What becomes of somebody who installs it. INSTALLED names another directory for the pictures and the log.
INSTALLED ?= target/installed-check
installed-check:
	scripts/installed-check $(INSTALLED)

# Whether HEAD makes the same package twice: two whole builds for release. REPRODUCE=masumi-sandbox compares that program alone.
reproduce: $(MADE)/system-build page $(if $(REPRODUCE),,notices)
	scripts/reproduce $(REPRODUCE)

# The program for Windows and macOS, as far as Debian goes. Two hours the first time; CROSS_CHECK_STEPS names a part of it.
cross-check:
	scripts/cross-check

# Everything that reads what strangers wrote, one target after the other. The corpora begin with the recordings and the vectors,
# grow in target/fuzz/corpus, and what a target dies of is kept in target/fuzz/found.
FUZZ := src-tauri/fuzz
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= $(basename $(notdir $(wildcard $(FUZZ)/targets/*.rs)))
# Memory is bounded: 64 MB at once, 1 GB in all. `FUZZ_SANITIZER=none` where the address sanitiser cannot run.
FUZZ_SANITIZER ?= address
fuzz: $(MADE)/node/ready
	node scripts/fuzz-seeds.mjs $(CARGO_TARGET_DIR)/fuzz/corpus
	mkdir -p $(CARGO_TARGET_DIR)/fuzz/found
	for target in $(FUZZ_TARGETS); do \
	  cargo +nightly fuzz run --fuzz-dir $(FUZZ) --target-dir $(CARGO_TARGET_DIR)/fuzz --sanitizer $(FUZZ_SANITIZER) $$target \
	    $(CARGO_TARGET_DIR)/fuzz/corpus/$$target -- -max_total_time=$(FUZZ_SECONDS) -max_len=16384 -timeout=10 \
	    -malloc_limit_mb=64 -rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix=$(CARGO_TARGET_DIR)/fuzz/found/$$target- || exit 1; \
	done

$(MADE)/system-%: scripts/system
	scripts/system $*
	mkdir -p $(@D) && touch $@

$(MADE)/node/ready: scripts/node
	scripts/node $(MADE)/node

$(MADE)/page: ui/package.json ui/package-lock.json $(MADE)/node/ready
	cd ui && npm ci --engine-strict --no-audit --no-fund
	touch $@

# The page as the window loads it, in target/page. A debug build reads it from there: after an edit this and a reload are enough.
page: $(MADE)/page
	cd ui && npm run bundle

# The official agent SDK, from PyPI: agents that are built with it sell to Kaimono in the tests.
$(MADE)/sdk/ready: scripts/sdk tests/sdk/requirements.txt $(MADE)/system-test
	scripts/sdk $(@D)
	touch $@

$(MADE)/deny/ready: scripts/deny scripts/deny.txt $(MADE)/system-deny
	scripts/deny $(@D)
	touch $@
