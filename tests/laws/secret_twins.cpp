// SPDX-License-Identifier: Apache-2.0
#include "laws/secret_twins.hpp"

namespace proxyenv::testing {

namespace {

constexpr std::array<std::string_view, 24> kSeparators = {
    ",",  ",",  ";", " ", "/", "?",  "#", "@", ":", "|",  "&",   "=",
    "\t", "\"", "'", "[", "]", "\\", ".", "*", "%", "//", "://", ",@"};
constexpr std::array<std::string_view, 10> kSchemes = {
    "http://", "http://", "http://", "", "", "https://", "socks5://", "htp://", "http:/", "//"};
constexpr std::array<std::string_view, 5> kHosts = {"proxy.test", "proxy", "10.0.0.1", "[fd00::1]",
                                                    "PROXY.test"};
constexpr std::array<std::string_view, 6> kPorts = {":3128", ":3128", ":3128", ":1", "", ":31x8"};
constexpr std::array<std::string_view, 5> kPaths = {"", "", "/", "/path", "?x#y"};
constexpr std::array<std::string_view, 12> kAtSigns = {"@",
                                                       "@",
                                                       "@",
                                                       "@",
                                                       "%40",
                                                       "%2540",
                                                       "%25252525252525252540",
                                                       "%%34%30",
                                                       "\xef\xbc\xa0",
                                                       "\xef\xb9\xab",
                                                       "%EF%BC%A0",
                                                       "\xef\xbc\x85"
                                                       "40"};
// `@` marks the place of the URL.
constexpr std::array<std::string_view, 16> kWrappings = {"@",
                                                         "@",
                                                         "@",
                                                         "@",
                                                         "@",
                                                         "localhost,@",
                                                         "@,.corp.test,10.0.0.0/8",
                                                         "a.test;@;b.test",
                                                         "a.test @ b.test",
                                                         "https://x.test/?via=@",
                                                         "http://x.test:80#@",
                                                         "\"@\"",
                                                         "'@",
                                                         " @\r",
                                                         "http://b.test:2,@",
                                                         "export HTTP_PROXY=@"};
constexpr std::array<std::string_view, 9> kProxyNames = {
    "http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "https_proxy",
    "all_proxy",  "ALL_PROXY",  "ftp_proxy",   "grpc_proxy"};
constexpr std::array<std::string_view, 4> kListNames = {"no_proxy", "NO_PROXY", "NO_PROXY",
                                                        "no_grpc_proxy"};
constexpr std::array<std::string_view, 7> kHarmless = {"HTTPS_PROXY=http://other.test:3128",
                                                       "http_proxy=http://other.test:3128",
                                                       "no_proxy=.corp.test,10.0.0.0/8",
                                                       "NO_PROXY=",
                                                       "https_proxy=",
                                                       "NO_PROXY=*.a.test, b.test",
                                                       "JAVA_TOOL_OPTIONS=-Xmx1g"};

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    encoded.append({'%', kDigits[byte >> 4U], kDigits[byte & 15U]});
  }
  return encoded;
}

std::string placed(std::string_view wrapping, std::string_view url) {
  const std::size_t at = wrapping.find('@');
  return std::string(wrapping.substr(0, at)).append(url).append(wrapping.substr(at + 1));
}

}  // namespace

SecretTwinsGenerator::Twin SecretTwinsGenerator::word() {
  constexpr std::array<std::size_t, 7> kLengths = {1, 1, 2, 3, 4, 6, 8};
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view kDigits = "123456789";
  const std::size_t kind = below(4);  // 0: digits, 1: both, else letters
  Twin twin;
  for (std::size_t length = kLengths[below(kLengths.size())]; length > 0; --length) {
    const std::string_view alphabet = kind == 0 || (kind == 1 && one_in(2)) ? kDigits : kLetters;
    const std::size_t place = below(alphabet.size());
    const std::size_t step = 1 + below(alphabet.size() - 1);
    twin[0].push_back(alphabet[place]);
    twin[1].push_back(alphabet[(place + step) % alphabet.size()]);
  }
  return twin;
}

SecretTwinsGenerator::Twin SecretTwinsGenerator::password() {
  Twin twin = word();
  while (!one_in(3)) {
    const std::string separator = pick(kSeparators);
    const Twin more = word();
    for (std::size_t i = 0; i < twin.size(); ++i) twin[i].append(separator).append(more[i]);
  }
  return twin;
}

std::string SecretTwinsGenerator::at_sign() {
  return pick(kAtSigns);
}

SecretTwinsGenerator::Twin SecretTwinsGenerator::value(const Twin& user, const Twin& password) {
  const std::string scheme = pick(kSchemes);
  const std::string behind = at_sign() + pick(kHosts) + pick(kPorts) + pick(kPaths);
  const std::string wrapping = pick(kWrappings);
  const bool encoded = one_in(6);
  Twin twin;
  for (std::size_t i = 0; i < twin.size(); ++i) {
    const std::string login = encoded
                                  ? percent_encoded(user[i]) + ":" + percent_encoded(password[i])
                                  : user[i] + ":" + password[i];
    twin[i] = placed(wrapping, scheme + login + behind);
  }
  return twin;
}

std::vector<std::string> SecretTwinsGenerator::names() {
  std::vector<std::string> names;
  const bool in_list = one_in(2);
  for (std::size_t count = 1 + below(3); count > 0; --count) {
    names.push_back(in_list ? pick(kListNames) : pick(kProxyNames));
  }
  if (one_in(12)) names = {"JAVA_TOOL_OPTIONS"};
  return names;
}

SecretTwins SecretTwinsGenerator::next() {
  const Twin user = one_in(10) ? password() : word();
  const Twin secret = password();
  const Twin values = value(user, secret);
  const std::vector<std::string> planted = names();
  std::vector<std::string> harmless;
  for (std::size_t count = below(3); count > 0; --count) harmless.push_back(pick(kHarmless));
  harmless.emplace_back("https_proxy=http://other.test:3128");
  SecretTwins twins;
  for (std::size_t i = 0; i < twins.samples.size(); ++i) {
    SecretSample& sample = twins.samples[i];
    sample.secrets = {user[i], secret[i]};
    sample.value = values[i];
    for (const std::string& name : planted) sample.environment.push_back(name + "=" + values[i]);
    sample.environment.insert(sample.environment.end(), harmless.begin(), harmless.end());
  }
  return twins;
}

}  // namespace proxyenv::testing
