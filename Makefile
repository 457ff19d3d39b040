# Each target fetches what it needs, pinned, the first time; the work is in scripts/.
.DEFAULT_GOAL := help
.PHONY: help demo test cases fuzz mutants bench budgets supply build

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

demo: ## serve the demo portal (Node alone is enough)
	@scripts/demo.sh

test: ## run every check and print one closing count
	@scripts/test.sh

cases: ## run the peers' own cases (CROSSFOOT_CASES=DIR for another folder of them)
	@scripts/cases.sh

fuzz: ## fuzz each target for 15 seconds (SECONDS_EACH=300 for longer)
	@scripts/fuzz.sh $(SECONDS_EACH)

mutants: ## change a room's code in small ways and tell what no test notices (ROOM=rules, or ROOM="locate --shard 0/8")
	@scripts/mutants.sh $(ROOM)

bench: ## measure beside the peers, and write bench/results.md (BENCH=--quick for a minute's run)
	@scripts/bench.sh $(BENCH)

budgets: ## bytes, WebAssembly features, and instructions of the hot paths (BUDGETS=--bless keeps today's)
	@scripts/budgets.sh $(BUDGETS)

supply: ## licences, sources and known faults of what comes in from outside
	@scripts/supply.sh

build: ## build pkg/, docs/api.md and docs/api.zh-CN.md afresh (after a change in src/ or forms/)
	@scripts/build-pkg.sh pkg
	@scripts/api-docs.sh
