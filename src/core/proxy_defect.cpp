// SPDX-License-Identifier: Apache-2.0
#include "core/proxy_defect.hpp"

namespace proxyenv {

std::string_view describe(ProxyDefect defect) {
  switch (defect) {
    case ProxyDefect::none:
      return "";
    case ProxyDefect::unreadable:
      return "has blanks or control characters inside, or no scheme in front of its ://";
    case ProxyDefect::unbalanced_quotes:
      return "begins or ends with a quote that has no partner";
    case ProxyDefect::missing_scheme:
      return "has no scheme and is not of the form HOST:PORT";
    case ProxyDefect::unknown_scheme:
      return "has a scheme that is not one of a proxy";
    case ProxyDefect::no_host:
      return "names no host";
    case ProxyDefect::bad_host:
      return "has characters in the host that no host name has";
    case ProxyDefect::bad_port:
      return "has a port that is not a number from 1 to 65535";
    case ProxyDefect::unencoded_credentials:
      return "has reserved characters in user or password that leave in doubt where the host is";
    case ProxyDefect::several_proxies:
      return "holds more than one proxy, where clients take one";
    case ProxyDefect::second_scheme:
      return "has a second scheme behind the first";
    case ProxyDefect::credentials_before_scheme:
      return "has user and password in front of the scheme, where they belong behind it";
    case ProxyDefect::assignment:
      return "holds an assignment (NAME=...), as when one pair of quotes stands round several";
    case ProxyDefect::words_beside:
      return "has other words beside the proxy, as a command or the answer of a PAC file has";
    case ProxyDefect::comment:
      return "has a comment behind the proxy, which docker's --env-file keeps";
    case ProxyDefect::unseen_characters:
      return "has characters that nobody sees: a byte order mark, a no-break space or the like";
    case ProxyDefect::typographic_characters:
      return "has typographic quotes or dashes, which programs take for letters";
    case ProxyDefect::full_width_characters:
      return "has full-width characters where those of ASCII belong";
  }
  return "";
}

}  // namespace proxyenv
