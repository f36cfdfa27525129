// Command main makes one gRPC call on a new channel for each line, and answers "answered" or "failed ERROR". A line is
// grpc://HOST:PORT or grpcs://HOST:PORT, or a name as channels have it, for TLS: dns:///HOST:PORT.
package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/golang/protobuf/ptypes/empty"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
)

// Later connections of a channel, after a failure, would be counted for the next URL.
var once = grpc.WithConnectParams(grpc.ConnectParams{
	Backoff:           backoff.Config{BaseDelay: time.Hour, Multiplier: 1, MaxDelay: time.Hour},
	MinConnectTimeout: 5 * time.Second,
})

func call(url string) error {
	scheme, target, _ := strings.Cut(url, "://")
	if strings.HasPrefix(url, "dns:") || strings.HasPrefix(url, "passthrough:") {
		scheme, target = "grpcs", url
	}
	security := grpc.WithInsecure()
	if scheme == "grpcs" {
		security = grpc.WithTransportCredentials(credentials.NewTLS(&tls.Config{InsecureSkipVerify: true}))
	}
	connection, err := grpc.Dial(target, security, once, grpc.WithDisableServiceConfig())
	if err != nil {
		return err
	}
	defer connection.Close()
	context, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return connection.Invoke(context, "/a.B/C", &empty.Empty{}, &empty.Empty{})
}

func main() {
	if len(os.Args) > 1 {
		fmt.Println(grpc.Version)
		return
	}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := call(lines.Text()); err != nil {
			fmt.Println("failed", strings.NewReplacer("\n", " ", "\r", " ").Replace(err.Error()))
		} else {
			fmt.Println("answered")
		}
	}
}
