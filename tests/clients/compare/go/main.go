// Command main fetches one URL for each line with net/http's default transport and answers "answered STATUS" or "failed ERROR".
package main

import (
	"bufio"
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

func attempt(client *http.Client, url string) string {
	response, err := client.Get(url)
	if err != nil {
		return "failed " + strings.NewReplacer("\n", " ", "\r", " ").Replace(err.Error())
	}
	response.Body.Close()
	return "answered " + response.Status
}

func main() {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.DisableKeepAlives = true
	transport.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	client := &http.Client{Transport: transport, Timeout: 5 * time.Second}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fmt.Println(attempt(client, lines.Text()))
	}
}
