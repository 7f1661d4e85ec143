# Minh Chứng. Two commands do everything: make run and make test.

GO      ?= go
TOOLS   := .ci/tools/go.mod
BIN     := bin/minhchung
SOAK    ?= 10m

.PHONY: run build test lint deps soak bench diagram clean help

help: ## these lines
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

build: ## the program, in bin/
	@$(GO) build -o $(BIN) ./cmd/minhchung

run: build ## with TELEGRAM_BOT_TOKEN the bot, without it the sandbox
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ]; then \
		echo "TELEGRAM_BOT_TOKEN is set: this is the bot, on Telegram"; exec $(BIN) serve; \
	else \
		echo "TELEGRAM_BOT_TOKEN is not set: this is the sandbox, on this machine alone"; exec $(BIN) sandbox; \
	fi

test: deps lint ## everything that CI checks
	$(GO) test -race -timeout 20m ./...

lint: ## formatting, import direction, exhaustive switches
	$(GO) vet ./...
	$(GO) tool -modfile=$(TOOLS) golangci-lint run

deps: ## what the tests use beside Go: redis-server, a browser, a C compiler
	@.ci/deps
	@$(GO) mod download && $(GO) -C storage/storagetest/ferretdb mod download

soak: deps ## the long campaigns: fuzzing, kills (SOAK=10m each)
	.ci/soak $(SOAK)

bench: deps ## steps per second beside a bare probe, how fast an announcement leaves, embedded and on MongoDB and Redis, and three replicas on the webhook
	$(GO) run ./cmd/minhchung/bench

clean:
	rm -rf bin
