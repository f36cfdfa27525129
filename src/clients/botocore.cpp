// SPDX-License-Identifier: Apache-2.0
// botocore: boto3 and the AWS CLI. Read in botocore/utils.py (get_environ_proxies,
// should_bypass_proxies) and botocore/httpsession.py (ProxyConfiguration, URLLib3Session.send) of
// 1.29.27 and 1.43.11, and urllib3 poolmanager.py. Run: 1.29.27 with urllib3 1.26.12.
// The proxies are those of Python's getproxies(), and the list is asked by proxy_bypass() for the
// endpoint's URL: a port counts only where it is written. A proxy that is set in the configuration
// is not meant here.
#include <algorithm>

#include "clients/client.hpp"
#include "clients/rules/by_scheme.hpp"
#include "clients/rules/proxy_endpoint.hpp"
#include "clients/rules/python.hpp"
#include "clients/rules/urllib3.hpp"
#include "core/proxy_url.hpp"
#include "text/ascii.hpp"
#include "text/list.hpp"
#include "text/percent.hpp"

namespace proxyenv::clients {

namespace {

// _fix_proxy_url(). `HTTP://` and SOCKS count as no scheme.
std::string with_scheme(std::string_view value) {
  if (value.starts_with("http:") || value.starts_with("https:")) return std::string(value);
  return text::concatenated({value.starts_with("//") ? "http:" : "http://", value});
}

// Credentials are encoded as ASCII; UnicodeEncodeError if that is impossible.
bool can_be_sent(std::string_view userinfo) {
  const std::size_t colon = userinfo.find(':');
  const bool are_sent = colon != std::string_view::npos && colon > 0 && colon + 1 < userinfo.size();
  const std::string decoded = percent_decoded(userinfo);
  return !are_sent || std::all_of(decoded.begin(), decoded.end(),
                                  [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

Route connect(const Variable& variable) {
  const std::string value = with_scheme(variable.value);
  const auto url = urllib3::parse_url(value);
  if (!url) return Route::error("LocationParseError: urllib3 cannot parse it", variable.name);
  if (url->host.empty()) return Route::error("LocationValueError: no host", variable.name);
  if (value.size() > variable.value.size() && !scheme_part(variable.value).empty()) {
    return Route::error("takes the scheme for the proxy's host", variable.name);
  }
  if (!can_be_sent(url->userinfo)) return Route::error("credentials beyond ASCII", variable.name);
  const std::int64_t default_port = url->scheme == "https" ? 443 : 80;
  const std::int64_t port = url->port == 0 ? default_port : url->port;
  return through_endpoint(variable, {url->scheme, ascii::lowered(url->host), port, url->behind});
}

Choice choose(const Environment& environment, std::string_view scheme, const Version& /*version*/) {
  const python::Proxies proxies(environment);
  const auto variable = proxies.find(scheme);
  if (!variable) return {proxies.direct_without(scheme), false};
  return {connect(*variable)};
}

Router compile(const Environment& environment, const Version& version) {
  return make_router("botocore", choose_each({"http", "https"}, environment, version, choose),
                     [list = python::read_list(python::Proxies(environment))](
                         const Target& target) { return python::bypass(list, target.netloc()); });
}

constexpr ClientVersion kHistory[] = {{{}, "as Python's urllib, without ALL_PROXY"}};

}  // namespace

extern const Client kBotocore = {"botocore", "botocore: boto3 and the AWS CLI", compile, kHistory,
                                 Judged::by_real_client};

}  // namespace proxyenv::clients
