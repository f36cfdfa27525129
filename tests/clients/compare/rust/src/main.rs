//! Fetches one URL for each line by reqwest's blocking client, and answers "answered STATUS" or "failed ERROR".
use std::io::{self, BufRead};
use std::time::Duration;

use reqwest::blocking::Client;

fn attempt(client: &Client, url: &str) -> Result<String, reqwest::Error> {
    Ok(client.get(url).send()?.status().to_string())
}

fn main() {
    let client = Client::builder()
        .timeout(Duration::from_secs(5))
        .pool_max_idle_per_host(0)
        .tls_built_in_root_certs(false)
        .build()
        .expect("a client is built whatever the environment holds");
    for line in io::stdin().lock().lines() {
        let url = line.expect("standard input is text");
        let said = match attempt(&client, &url) {
            Ok(status) => format!("answered {status}"),
            Err(error) => format!("failed {error:?}"),
        };
        println!("{}", said.replace(['\r', '\n'], " "));
    }
}
