package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"minhchung/bot/telegram"
)

// webhookFlags let Telegram send updates instead of being asked for them.
type webhookFlags struct {
	WebhookURL    string `help:"Where Telegram sends updates to, as https://host/path; without it the bot asks for them. With MongoDB and Redis any number of replicas may have the same." name:"webhook-url" env:"WEBHOOK_URL" placeholder:"URL"`
	WebhookSecret string `help:"What Telegram names itself with there: 1 to 256 of A-Z a-z 0-9 _ -; only together with --webhook-url." name:"webhook-secret" env:"WEBHOOK_SECRET" placeholder:"SECRET"`
	WebhookListen string `help:"Address that serves the webhook, and /healthz, as plain HTTP: the proxy before it brings the certificate and keeps the path." name:"webhook-listen" default:"127.0.0.1:8443" env:"WEBHOOK_LISTEN" placeholder:"ADDRESS"`
}

const healthPath = "/healthz"

// Validate refuses half of a pair, and names what is wrong.
func (f webhookFlags) Validate() error {
	switch {
	case f.WebhookURL == "" && f.WebhookSecret == "":
		return nil
	case f.WebhookSecret == "":
		return errors.New("WEBHOOK_URL is set but WEBHOOK_SECRET is not: they only go together")
	case f.WebhookURL == "":
		return errors.New("WEBHOOK_SECRET is set but WEBHOOK_URL is not: they only go together")
	case f.webhook().Path() == healthPath:
		return errors.New("WEBHOOK_URL: /healthz is taken")
	}
	if err := f.webhook().Validate(); err != nil {
		return fmt.Errorf("WEBHOOK_URL or WEBHOOK_SECRET: %w", err)
	}
	return nil
}

func (f webhookFlags) webhook() telegram.Webhook {
	return telegram.Webhook{URL: f.WebhookURL, Secret: f.WebhookSecret}
}

// receiver is nil where updates are asked for.
func (f webhookFlags) receiver(channel *telegram.Client, log *slog.Logger) *receiver {
	if f.WebhookURL == "" {
		return nil
	}
	return &receiver{channel: channel, hook: f.webhook(), listen: f.WebhookListen, log: log}
}

// receiver lets updates come in by themselves.
type receiver struct {
	channel *telegram.Client
	hook    telegram.Webhook
	listen  string
	healthy func(context.Context) error // whether the stores answer
	log     *slog.Logger
}

// How long those who send may take. An update is kept in milliseconds; the
// store's own limit is shorter than the answer's.
const (
	headersIn  = 5 * time.Second
	requestIn  = 15 * time.Second
	answerOut  = time.Minute
	idle       = 2 * time.Minute
	maxHeaders = 16 << 10
	lastWords  = 5 * time.Second // for what has begun when the bot stops
	healthTime = 3 * time.Second
)

// run serves until ctx ends. It listens first and tells Telegram then; the
// webhook stays set afterwards, for the other replicas and the next start.
func (r receiver) run(ctx context.Context, sink func(context.Context, []telegram.Update) error) error {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", r.listen)
	if err != nil {
		return fmt.Errorf("WEBHOOK_LISTEN: %w", err)
	}
	server := &http.Server{
		Handler: r.handler(sink), ReadHeaderTimeout: headersIn, ReadTimeout: requestIn,
		WriteTimeout: answerOut, IdleTimeout: idle, MaxHeaderBytes: maxHeaders,
		ErrorLog: slog.NewLogLogger(r.log.Handler(), slog.LevelDebug),
	}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	r.log.InfoContext(ctx, "waiting for updates", "listen", listener.Addr().String(), "path", r.hook.Path())
	if err := r.announce(ctx); err != nil {
		return errors.Join(err, server.Close(), ended(<-served))
	}
	select {
	case err := <-served:
		return fmt.Errorf("serve the webhook: %w", err)
	case <-ctx.Done():
	}
	kept, cancel := context.WithTimeout(context.WithoutCancel(ctx), lastWords)
	defer cancel()
	if server.Shutdown(kept) != nil { // somebody is slow: what was not confirmed comes again
		_ = server.Close()
	}
	return ended(<-served)
}

func ended(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (r receiver) handler(sink func(context.Context, []telegram.Update) error) http.Handler {
	updates := r.channel.Receive(r.hook, sink)
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case r.hook.Path():
			updates.ServeHTTP(w, req)
		case healthPath:
			r.health(w, req)
		default:
			http.NotFound(w, req)
		}
	})
}

// health says whether this replica can take updates in.
func (r receiver) health(w http.ResponseWriter, req *http.Request) {
	ctx, cancel := context.WithTimeout(req.Context(), healthTime)
	defer cancel()
	if err := r.healthy(ctx); err != nil {
		r.log.WarnContext(ctx, "not healthy", "error", err)
		http.Error(w, "the store does not answer", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}

// announce tells Telegram where updates go. It waits for a server that cannot
// be reached, and returns early, without an error, when ctx ends.
func (r receiver) announce(ctx context.Context) error {
	const between = 5 * time.Second
	for ctx.Err() == nil {
		err := r.channel.SetWebhook(ctx, r.hook)
		if err == nil {
			break
		}
		if errors.Is(err, telegram.ErrWebhook) || errors.Is(err, telegram.ErrUnauthorized) {
			return fmt.Errorf("WEBHOOK_URL: %w", err)
		}
		r.log.WarnContext(ctx, "the webhook cannot be set; trying again", "error", err, "in", between)
		select {
		case <-time.After(between):
		case <-ctx.Done():
		}
	}
	return nil
}
