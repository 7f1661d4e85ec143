// Command ferretdb speaks MongoDB's wire protocol over SQLite files: the
// database of the mongo engine's tests where no MongoDB is at hand. It is a
// module of its own, so that nothing of it reaches the product.
//
// It prints its URI as the first line on standard output, and ends with its
// standard input, so that a killed test leaves no server behind.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "ferretdb:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: ferretdb FOLDER")
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + os.Args[1] + "/",
	})
	if err != nil {
		return fmt.Errorf("start: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until whoever started us closes it or dies
		cancel()
	}()
	go func() { fmt.Println(server.MongoDBURI()) }() // it waits for the listener, which Run starts
	return server.Run(ctx)
}
