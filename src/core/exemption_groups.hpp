// SPDX-License-Identifier: Apache-2.0
// The named groups that --exempt takes. A group holds no entry that makes a client fail or that
// some client misreads. `::1` is missing because Ruby reads it as every host that ends in .1.
// `[::1]` and IPv6 networks make httpx fail when a client is made. Most clients read `*.x` as a
// plain name.
//
// @loopback has 0.0.0.0, because servers that listen everywhere print it as their address
// (OLLAMA_HOST=0.0.0.0), and Linux connects to this machine there. A proxy that is asked for it
// connects to itself.
//
// @metadata: 169.254.169.254 is EC2, Azure, Google Cloud, OCI, OpenStack and others; 169.254.170.2
// and .23 are credentials of ECS tasks and EKS pods; 100.100.100.200 is Alibaba Cloud. EC2's
// fd00:ec2::254 is missing, because Ruby reads it as every host that ends in .254.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.hpp"

namespace proxyenv {

struct ExemptionGroup {
  std::string_view name;  // with its @
  std::string_view what;
  std::string_view entries;  // comma-separated
};

inline constexpr std::array<ExemptionGroup, 5> kExemptionGroups = {{
    {"@loopback", "this machine or container itself", "localhost,127.0.0.1,0.0.0.0"},
    {"@private", "the private networks of RFC 1918", "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16"},
    {"@dify", "the service names of Dify's Compose files, 0.15 to 1.16",
     "localhost,127.0.0.1,host.docker.internal,api,api_websocket,worker,worker_beat,web,nginx,db,"
     "db_postgres,db_mysql,redis,sandbox,local_sandbox,plugin_daemon,agent_backend,ssrf_proxy,"
     "agent_ssrf_proxy,weaviate,qdrant,milvus-standalone,etcd,minio,pgvector,pgvecto-rs,vastbase,"
     "oceanbase,seekdb,couchbase-server,chroma,iris,oracle,tidb,opensearch,opensearch-dashboards,"
     "opengauss,myscale,matrixone,elasticsearch,kibana,unstructured"},
    {"@kubernetes", "services and the API server inside a cluster",
     "localhost,127.0.0.1,kubernetes,kubernetes.default,.svc,.cluster.local"},
    {"@metadata", "the services of a cloud that tell an instance its metadata and credentials",
     "169.254.169.254,169.254.170.2,169.254.170.23,metadata.google.internal,100.100.100.200"},
}};

// The entries of a value of --exempt, with groups replaced by their contents. An entry that is not
// allowed in an exemption list, or an unknown group, is an Error that does not repeat the entry.
[[nodiscard]] Result<std::vector<std::string>> expand_exemptions(std::string_view list);

}  // namespace proxyenv
