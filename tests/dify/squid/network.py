"""The addresses and names of the squid case, for the shell that sets the namespace up and for the case itself.

usage: network.py hosts|addresses
"""

import sys

CLIENT = "10.99.0.5"  # a container of Dify's: on a private network, as squid's client_localnet requires
FOREIGN_CLIENT = "11.0.0.5"  # a container outside private networks, which client_localnet does not hold
SQUID = "10.99.0.1"  # the container ssrf_proxy
PARENT = "10.99.0.9"  # the upstream, with an address like a company's proxy
PARENT_V6 = "fd99::9"
PARENT_OUT = "198.51.100.9"  # the upstream's address as origins see it
SANDBOX = "10.99.0.2"
PUBLIC = "203.0.113.10"  # an origin outside (TEST-NET-3, which no rule of squid's calls private)
PRIVATE = "10.98.0.10"  # an origin inside
GRPC = "203.0.113.11"  # Google's API, as gRPC
INSIDE_PORTS = (5001, 5002, 8080, 9000)  # api, plugin_daemon, weaviate, in-house models
WEAVIATE_GRPC_PORT = 50051
# Servers of gRPC on the intranet that are no services of a tree: vector stores, and a collector of traces.
STORE_PORTS = {"milvus": 19530, "qdrant.corp": 6334, "tidb.corp": 6335, "tencent.corp": 8081, "otel.corp": 4317}

HOSTS = {
    "generativelanguage.googleapis.com": PUBLIC,
    "googleapis.com": PUBLIC,
    "google.dev": PUBLIC,
    "sub.google.dev": PUBLIC,
    "unlisted.example.org": PUBLIC,
    "private.example.org": PRIVATE,
    "intranet.corp": PRIVATE,
    "weaviate": PRIVATE,
    "api": PRIVATE,
    "plugin_daemon": PRIVATE,
    "models.corp": PRIVATE,
    "vectors.corp": PRIVATE,
    "qdrant.corp": PRIVATE,
    "tidb.corp": PRIVATE,
    "tencent.corp": PRIVATE,
    "otel.corp": PRIVATE,
    "files.example.com": PRIVATE,
    "marketplace.dify.ai": PUBLIC,
    "api.openai.com": PUBLIC,
    "aiplatform.googleapis.com": GRPC,
    "sandbox": SANDBOX,
    "ssrf_proxy": SQUID,
    "localhost": "127.0.0.1",
}

ADDRESSES = [CLIENT, FOREIGN_CLIENT, SQUID, PARENT, PARENT_OUT, SANDBOX, PUBLIC, PRIVATE, GRPC]

if __name__ == "__main__":
    if sys.argv[1:] == ["hosts"]:
        for name, address in HOSTS.items():
            print(address, name)
    elif sys.argv[1:] == ["addresses"]:
        for address in ADDRESSES:
            print(f"{address}/32")
        print(f"{PARENT_V6}/128")
    else:
        sys.exit(__doc__)
