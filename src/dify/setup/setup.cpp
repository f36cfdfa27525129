// SPDX-License-Identifier: Apache-2.0
#include "dify/setup/setup.hpp"

#include <algorithm>
#include <array>

#include "core/proxy_url.hpp"
#include "core/redaction.hpp"
#include "dify/names/domain_name.hpp"
#include "dify/names/exempt_list.hpp"
#include "dify/names/network_place.hpp"
#include "dify/record/sha256.hpp"
#include "dify/setup/endpoint_scan.hpp"
#include "dify/setup/override.hpp"
#include "dify/setup/release.hpp"
#include "dify/setup/squid_config.hpp"
#include "net/host.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"

namespace proxyenv::dify {

namespace {

const std::string kScriptPath = "proxyenv/squid-entrypoint.sh";
const std::string kUpstreamPath(kSquidIncludePath);
const std::string kEnvPath = "proxyenv/upstream.env";
const std::string kProgramPath = "proxyenv/bin/proxyenv";
const std::string kIgnorePath = "proxyenv/.gitignore";

// MAX_LOGIN_SZ of squid, src/http.cc: a longer cache_peer login= overruns a buffer on its stack,
// and Debian's 5.7 ends in "stack smashing detected" with the first request.
constexpr std::size_t kLongestLogin = 128;

constexpr unsigned kPublic = 0644;
constexpr unsigned kPrivate = 0600;
constexpr unsigned kProgram = 0755;

// Compose's services may have names that are top-level domains in use: gRPC and requests match an
// exemption against the end of a host, and `app` would exempt all of .app.
constexpr std::array<std::string_view, 16> kTopLevelDomains = {
    "ai",  "app", "cloud", "cn",   "co", "com", "dev",  "io",
    "net", "org", "run",   "tech", "me", "tv",  "chat", "site"};

void add_missing(std::vector<std::string>& list, const std::string& entry) {
  if (std::find(list.begin(), list.end(), entry) == list.end()) list.push_back(entry);
}

// `${SSRF_HTTP_PORT:-3128}`, or a number: nothing else may stand in a URL that is made of it.
bool is_port_expression(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alnum(c) || std::string_view("_${}:-").find(c) != std::string_view::npos;
  });
}

class SetupMaker {
 public:
  SetupMaker(const DifyTree& tree, const SetupRequest& request) : tree_(tree), request_(request) {}

  Result<Setup> make() {
    for (const auto step :
         {&SetupMaker::check_request, &SetupMaker::read_ports, &SetupMaker::read_commands}) {
      if (auto done = (this->*step)(); !done) return tl::unexpected<Error>(done.error());
    }
    setup_.holds_secret = request_.upstream.has_credentials();
    salt_ = setup_.holds_secret ? kept_salt() : std::string();
    add_file(kIgnorePath, "*\n", kPublic);
    if (request_.mode == Mode::selective) {
      add_squid_files();
    } else if (setup_.holds_secret) {
      add_upstream_env();
    }
    if (request_.wrap) {
      add_file(kProgramPath, request_.program, kProgram);
      setup_.files.back().is_program = true;
    }
    add_file(tree_.override_file, render_override(title(), services()), kPublic);
    say_what_to_know();
    add_record();
    return std::move(setup_);
  }

 private:
  // --- Whether it can be done ---

  Result<void> check_request() {
    const std::string& host = request_.upstream.host;
    if (host == tree_.ssrf_proxy.name ||
        (tree_.agent_ssrf_proxy && host == tree_.agent_ssrf_proxy->name)) {
      return fail("the upstream is " + host +
                  " itself, which would send every request in a circle; give the proxy outside");
    }
    if (request_.agent && !tree_.agent_ssrf_proxy) {
      return fail("--agent: this tree has no service agent_ssrf_proxy");
    }
    if (request_.agent && request_.mode == Mode::direct) {
      return fail("--agent is for --mode selective: in direct mode no squid is touched");
    }
    if (request_.mode == Mode::selective && !request_.all_domains && request_.domains.empty()) {
      return fail(
          "no domains: give --domains, for instance --domains .googleapis.com,.openai.com, "
          "or set DOMAINS_BY_PROXY");
    }
    for (const Domain& domain : request_.domains) {
      const auto service = std::find_if(tree_.service_names.begin(), tree_.service_names.end(),
                                        [&](const std::string& name) {
                                          return domain.covers({ascii::lowered(name), false});
                                        });
      if (service == tree_.service_names.end()) continue;
      return fail("the domain " + domain.text() + " covers " + *service +
                  ", a service of this tree, which would be reached past squid's check for "
                  "private networks; take it out of the list");
    }
    if (request_.mode == Mode::selective && request_.upstream.login_size() > kLongestLogin) {
      return fail("user and password are longer than " + std::to_string(kLongestLogin) +
                  " bytes together, of which squid dies; give the proxy a shorter password, or use "
                  "--mode direct");
    }
    if (request_.mode == Mode::direct && request_.upstream.has_credentials()) {
      // The password goes into a file that `env_file:` names, and `environment:` beats that.
      for (const DifyService& service : tree_.api_like) {
        if (sets_proxy(service)) return own_proxy(service);
      }
      if (tree_.plugin_daemon && sets_proxy(*tree_.plugin_daemon)) {
        return own_proxy(*tree_.plugin_daemon);
      }
    }
    if (request_.release && !request_.wrap) {
      return fail("--release tells --wrap what the images start, and --wrap is not given");
    }
    return {};
  }

  [[nodiscard]] static bool sets_proxy(const DifyService& service) {
    const auto& names = service.own_names;
    return std::any_of(names.begin(), names.end(), [](const std::string& name) {
      return ascii::lowered(name) == "https_proxy" || ascii::lowered(name) == "http_proxy";
    });
  }

  [[nodiscard]] tl::unexpected<Error> own_proxy(const DifyService& service) const {
    return fail(service.name + " has a proxy of its own under `environment:` in " +
                text::joined(tree_.compose_files, " or ") + ", which would win; take it out there");
  }

  Result<void> read_ports() {
    const std::string& expression = tree_.ssrf_proxy.port_expression;
    if (!is_port_expression(expression)) {
      return fail("HTTP_PORT of ssrf_proxy has a form that this version does not know");
    }
    if (!net::parse_port(tree_.ssrf_proxy.port)) {
      return fail("HTTP_PORT of ssrf_proxy (" + expression + ") is no port; see .env");
    }
    proxy_url_ = "http://" + tree_.ssrf_proxy.name + ":" + expression;
    return {};
  }

  Result<void> read_commands() {
    if (!request_.wrap) return {};
    for (const DifyService& service : tree_.api_like) {
      if (service.has_entrypoint || service.has_command) {
        return fail("--wrap: " + service.name + " has an entrypoint or a command of its own in " +
                    text::joined(tree_.compose_files, " or ") +
                    "; put proxyenv in front of that one");
      }
      const auto entrypoint = api_entrypoint(request_.release.value_or(image_tag(service.image)));
      if (!entrypoint) return unknown_images(service, entrypoint.error());
      api_entrypoint_ = *entrypoint;
    }
    if (!tree_.plugin_daemon) return {};
    const DifyService& daemon = *tree_.plugin_daemon;
    if (daemon.has_entrypoint || daemon.has_command) {
      return fail("--wrap: " + daemon.name + " has an entrypoint or a command of its own in " +
                  text::joined(tree_.compose_files, " or ") +
                  "; put proxyenv in front of that one");
    }
    std::string tag = image_tag(daemon.image);
    if (request_.release) {
      auto known = daemon_tag_of_release(*request_.release);
      if (!known) return unknown_images(daemon, known.error());
      tag = std::move(*known);
    }
    const auto command = daemon_command(tag);
    if (!command) return unknown_images(daemon, command.error());
    daemon_command_ = *command;
    return {};
  }

  [[nodiscard]] tl::unexpected<Error> unknown_images(const DifyService& service,
                                                     const Error& error) const {
    if (request_.release) return fail("--release: " + error.message);
    return fail("--wrap: the image of " + service.name + " (" + redact_word(service.image) +
                ") is of no known release; " + error.message +
                "; say what the image was built from with --release X.Y.Z");
  }

  // --- The files ---

  void add_file(const std::string& path, std::string content, unsigned mode) {
    setup_.files.push_back({path, std::move(content), mode, false});
  }

  [[nodiscard]] std::string kept_salt() const {
    return tree_.record && !tree_.record->salt.empty() ? tree_.record->salt : request_.fresh_salt;
  }

  // The label stands in a file that people show around: without the salt, the hash of a file that
  // holds a password would let a short password be guessed.
  [[nodiscard]] std::string label_of(const std::vector<std::string>& paths) const {
    std::string bytes = salt_;
    for (const SetupFile& file : setup_.files) {
      if (std::find(paths.begin(), paths.end(), file.path) == paths.end()) continue;
      bytes.append(file.path).push_back('\0');
      bytes.append(sha256(file.content));
    }
    constexpr std::size_t kEnough = 16;
    return "sha256:" + sha256(bytes).substr(0, kEnough);
  }

  void add_squid_files() {
    add_file(kScriptPath, std::string(squid_entrypoint_script()), kPublic);
    add_file(kUpstreamPath,
             request_.all_domains ? render_upstream_for_all(request_.upstream, request_.exempt)
                                  : render_selective_upstream(request_.upstream, request_.domains),
             setup_.holds_secret ? kPrivate : kPublic);
  }

  // The names whose values are the upstream's URL, in direct mode.
  [[nodiscard]] std::vector<std::string> proxied_names(bool with_http) const {
    std::vector<std::string> names = {"HTTPS_PROXY", "https_proxy"};
    if (with_http) names.insert(names.end(), {"HTTP_PROXY", "http_proxy"});
    return names;
  }

  void add_upstream_env() {
    std::string text = "# Written by `proxyenv dify init`: run it again instead of editing this.\n";
    for (const std::string& name : proxied_names(request_.http)) {
      text.append(name).append("='").append(request_.upstream.url_with_credentials()).append("'\n");
    }
    add_file(kEnvPath, std::move(text), kPrivate);
  }

  void add_record() {
    SetupRecord& record = setup_.record;
    record.mode = request_.mode == Mode::selective ? "selective" : "direct";
    if (request_.all_domains) record.domains = {"all"};
    for (const Domain& domain : request_.domains) record.domains.push_back(domain.text());
    record.upstream = request_.upstream.shown();
    record.api_tag = tree_.api_tag();
    record.daemon_tag = tree_.daemon_tag();
    record.salt = salt_;
    record.sources = tree_.sources;
    for (const SetupFile& file : setup_.files) {
      record.files.emplace_back(file.path, sha256(file.content));
    }
    bool hashes_secret = setup_.holds_secret;
    if (const auto& last = tree_.record) {
      record.replaced = last->files == record.files ? last->replaced : last->files;
      hashes_secret = hashes_secret || !last->salt.empty();
    }
    add_file(std::string(kRecordPath), render_setup_record(record),
             hashes_secret ? kPrivate : kPublic);
  }

  // --- The override ---

  [[nodiscard]] std::string title() const {
    const std::string tag = tree_.api_tag();
    std::string text = "Dify " + (tag.empty() ? std::string("of an image without a tag") : tag);
    if (request_.mode == Mode::direct) {
      text.append(", direct");
    } else {
      text.append(request_.all_domains ? ", selective, all domains" : ", selective");
    }
    return text + ", upstream " + request_.upstream.shown();
  }

  std::vector<OverrideService> services() {
    std::vector<OverrideService> services;
    if (request_.mode == Mode::selective) {
      services.push_back(squid_service(tree_.ssrf_proxy));
      if (request_.agent) services.push_back(squid_service(*tree_.agent_ssrf_proxy));
    }
    for (const DifyService& service : tree_.api_like) services.push_back(api_service(service));
    if (tree_.plugin_daemon) services.push_back(daemon_service(*tree_.plugin_daemon));
    return services;
  }

  [[nodiscard]] OverrideService squid_service(const SquidService& squid) const {
    OverrideService service;
    service.name = squid.name;
    service.label = label_of({kScriptPath, kUpstreamPath});
    service.reaches_docker_host = request_.upstream.is_docker_host();
    service.mounts = {{"./" + kScriptPath, "/docker-entrypoint-mount.sh"},
                      {squid.entrypoint, "/etc/squid/proxyenv/dify-entrypoint.sh"},
                      {"./" + kUpstreamPath, "/etc/squid/proxyenv/upstream.conf"}};
    return service;
  }

  // The proxy of a container that runs Dify's code, or the file that holds it.
  void add_proxy(OverrideService& service, const std::vector<std::string>& names) const {
    if (request_.mode == Mode::direct && setup_.holds_secret) {
      service.env_files = {"./" + kEnvPath};
    } else {
      const std::string url =
          request_.mode == Mode::direct ? request_.upstream.url_with_credentials() : proxy_url_;
      for (const std::string& name : names) service.environment.emplace_back(name, url);
    }
    service.reaches_docker_host =
        request_.mode == Mode::direct && request_.upstream.is_docker_host();
  }

  static void pin(OverrideService& service, const std::vector<std::string>& names,
                  const std::string& value = "") {
    for (const std::string& name : names) service.environment.emplace_back(name, value);
  }

  void wrap(OverrideService& service) const {
    if (!request_.wrap) return;
    service.mounts = {{"./proxyenv/bin", "/opt/proxyenv"}};
    service.label = label_of({kProgramPath});
  }

  [[nodiscard]] static std::vector<std::string> behind_proxyenv(
      const std::vector<std::string>& command) {
    std::vector<std::string> words = {"/opt/proxyenv/proxyenv", "--"};
    words.insert(words.end(), command.begin(), command.end());
    return words;
  }

  // https only: http:// targets of api are services inside, which must stay direct, and any entry
  // of NO_PROXY would open a way past ssrf_proxy for workflow authors (httpx mounts). Empty values
  // also beat what .env or ~/.docker/config.json would put there.
  [[nodiscard]] OverrideService api_service(const DifyService& tree_service) const {
    OverrideService service;
    service.name = tree_service.name;
    add_proxy(service, proxied_names(false));
    std::vector<std::string> grpc = internal_names(tree_);
    for (const std::string& entry : request_.exempt) add_missing(grpc, entry);
    pin(service, {"no_grpc_proxy"}, text::joined(grpc, ","));
    pin(service, {"NO_PROXY", "no_proxy"}, text::joined(request_.exempt, ","));
    pin(service, {"HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"});
    // With this one set, the clients of Dify's HTTP node ask no proxy variable at all.
    pin(service, {"SSRF_PROXY_ALL_URL"},
        "${SSRF_PROXY_ALL_URL:-${SSRF_PROXY_HTTP_URL:-" + proxy_url_ + "}}");
    wrap(service);
    if (request_.wrap) service.entrypoint = behind_proxyenv(api_entrypoint_);
    return service;
  }

  [[nodiscard]] OverrideService daemon_service(const DifyService& tree_service) const {
    OverrideService service;
    service.name = tree_service.name;
    add_proxy(service, proxied_names(request_.http));
    pin(service, {"NO_PROXY", "no_proxy"}, text::joined(daemon_direct(), ","));
    if (!request_.http) pin(service, {"HTTP_PROXY", "http_proxy"});
    pin(service, {"ALL_PROXY", "all_proxy"});
    wrap(service);
    // `command:` alone: the image's tini stays PID 1, which plugins need as their ancestor.
    if (request_.wrap) service.command = behind_proxyenv(daemon_command_);
    return service;
  }

  // Where plugins fetch files from: their SDK asks the proxy variables, and these are inside.
  [[nodiscard]] std::vector<std::string> daemon_direct() const {
    std::vector<std::string> direct = internal_names(tree_);
    for (const DifyService* service : {&*tree_.plugin_daemon, &tree_.api_like.front()}) {
      for (const auto& [name, value] : service->environment) {
        if (name != "FILES_URL" && name != "INTERNAL_FILES_URL") continue;
        for (const Endpoint& endpoint : http_endpoints_in(value)) {
          add_missing(direct, endpoint.host);
        }
      }
    }
    for (const std::string& entry : request_.exempt) add_missing(direct, entry);
    return direct;
  }

  // --- What to know ---

  void note(std::string text) { setup_.notes.push_back(std::move(text)); }
  void warn(std::string text) { setup_.warnings.push_back(std::move(text)); }

  void say_what_to_know() {
    say_of_upstream();
    say_of_squid(tree_.ssrf_proxy);
    if (tree_.agent_ssrf_proxy && request_.agent) say_of_squid(*tree_.agent_ssrf_proxy);
    if (tree_.agent_ssrf_proxy && !request_.agent && request_.mode == Mode::selective) {
      note("agent_ssrf_proxy stays as it is; --agent sets it up, too");
    }
    say_of_endpoints();
    say_of_env_file();
    say_of_exempt();
    if (request_.mode == Mode::direct && setup_.holds_secret) {
      warn("in direct mode the upstream's password is in the environment of " +
           services_with_code() +
           ", and every plugin can read it; --mode selective gives it to "
           "ssrf_proxy alone");
    }
    if (request_.all_domains && request_.mode == Mode::selective) {
      note(
          "from Dify 1.15 on squid still looks each name up before it asks the upstream; where DNS "
          "does not know the outside, that waits up to 30 s a name, and listing the domains "
          "avoids it");
    }
    for (const std::string& name : tree_.service_names) {
      if (std::find(kTopLevelDomains.begin(), kTopLevelDomains.end(), name) !=
          kTopLevelDomains.end()) {
        std::string text = "the service ";
        text.append(name).append(" is not exempted by name: clients would take it for all of .");
        note(text.append(name));
      }
    }
  }

  [[nodiscard]] std::string services_with_code() const {
    std::vector<std::string> names;
    for (const DifyService& service : tree_.api_like) names.push_back(service.name);
    if (tree_.plugin_daemon) names.push_back(tree_.plugin_daemon->name);
    return text::joined(names, ", ");
  }

  void say_of_upstream() {
    const Upstream& upstream = request_.upstream;
    const std::string port = std::to_string(upstream.port);
    if (upstream.was_loopback) {
      note("the upstream is on this machine, which a container calls " + std::string(kDockerHost) +
           ": the proxy must listen there, too, and not on 127.0.0.1 alone (in Clash: allow-lan)");
    } else if (!upstream.is_address() && !upstream.is_docker_host()) {
      const bool is_service = std::find(tree_.service_names.begin(), tree_.service_names.end(),
                                        upstream.host) != tree_.service_names.end();
      if (!is_service && upstream.host.find('.') == std::string::npos) {
        warn(
            "the upstream's name has no dot and is no service of this tree: a container may not "
            "know it; an address is safer");
      } else if (!is_service && request_.mode == Mode::selective) {
        note(
            "the upstream is given by name: if DNS fails in the moment that squid starts, it stays "
            "unreachable for a minute and more; an address is safer");
      }
    }
  }

  void say_of_squid(const SquidService& squid) {
    if (request_.mode != Mode::selective) return;
    if (!squid.entrypoint_exists) {
      warn(squid.entrypoint + ", which the Compose file mounts into " + squid.name +
           ", is not there: the container will not start without it");
    }
    for (const SquidTemplate& given : squid.templates) say_of_template(given);
  }

  void say_of_template(const SquidTemplate& given) {
    const auto lines = article_lines(given.text);
    if (lines.empty()) return;
    std::vector<std::string> numbers;
    numbers.reserve(lines.size());
    for (const std::size_t line : lines) numbers.push_back(std::to_string(line));
    std::string text = given.path + " was patched by hand (line " + text::joined(numbers, ", ") +
                       "): squid would have two parents, or none that it can read; put Dify's own "
                       "file back, git checkout " +
                       given.path;
    // Both squids may have it.
    add_missing(setup_.warnings, text);
  }

  void say_of_endpoints() {
    const std::vector<std::string> direct =
        tree_.plugin_daemon ? daemon_direct() : std::vector<std::string>();
    for (const BrokenEndpoint& endpoint : scan_endpoints(tree_, request_.exempt, direct)) {
      // In direct mode it is the upstream that answers for other ports.
      if (request_.mode == Mode::direct && !endpoint.is_private) continue;
      const std::string why = endpoint.is_private
                                  ? "is on a private network, where the proxy will not or cannot go"
                                  : "has another port than 443, and squid refuses CONNECT to it";
      warn(endpoint.variable + ": https://" + endpoint.address + " " + why + ", so " +
           text::joined(endpoint.services, ", ") +
           " will fail there; use its http:// address inside, or "
           "--exempt " +
           endpoint.host +
           (endpoint.is_private ? "" : ", where the containers can reach it directly"));
    }
  }

  void say_of_env_file() {
    if (tree_.env_file_readers.empty()) return;
    std::vector<std::string> names;
    for (const ComposeVariable& variable : tree_.env.variables()) {
      const std::string name = ascii::lowered(variable.name);
      if (!variable.value.empty() && (name == "http_proxy" || name == "https_proxy" ||
                                      name == "all_proxy" || name == "no_proxy")) {
        names.push_back(variable.name);
      }
    }
    if (names.empty()) return;
    warn(".env sets " + text::joined(names, ", ") + ", and all of .env reaches " +
         text::joined(tree_.env_file_readers, ", ") +
         "; this setup needs none of these variables there, and overrides them where it can: take "
         "them out");
  }

  void say_of_exempt() {
    if (request_.exempt.empty()) return;
    for (const Domain& domain : request_.domains) {
      if (is_exempt(domain.name, request_.exempt)) {
        warn(domain.text() + " is listed and exempt: the containers go there directly");
      }
    }
    warn("--exempt: workflow authors can reach " + text::joined(request_.exempt, ", ") +
         " from api and worker without ssrf_proxy's check; list what is safe to reach");
  }

  const DifyTree& tree_;
  const SetupRequest& request_;
  Setup setup_;
  std::string salt_;
  std::string proxy_url_;
  std::vector<std::string> api_entrypoint_;
  std::vector<std::string> daemon_command_;
};

}  // namespace

std::vector<std::string> internal_names(const DifyTree& tree) {
  // No ::1: Ruby's clients take it for every host that ends in .1.
  std::vector<std::string> names = {"localhost", "127.0.0.1", std::string(kDockerHost)};
  for (const std::string& name : tree.service_names) {
    const bool is_domain =
        std::find(kTopLevelDomains.begin(), kTopLevelDomains.end(), name) != kTopLevelDomains.end();
    if (!is_domain) add_missing(names, name);
  }
  return names;
}

std::string without_credentials(std::string content, const Upstream& upstream) {
  if (!upstream.has_credentials()) return content;
  const std::string login = upstream.login_with_credentials();
  for (std::size_t at = 0; (at = content.find(login, at)) != std::string::npos;) {
    content.replace(at, login.size(), "***");
  }
  return content;
}

Result<Setup> make_setup(const DifyTree& tree, const SetupRequest& request) {
  return SetupMaker(tree, request).make();
}

}  // namespace proxyenv::dify
