# shellcheck shell=bash
# To be sourced. The environment of tests: no variable of the caller affects them, for instance a proxy, a locale, an
# option of Java or Node.js, or a file that Compose should read. "${clean_environment[@]}" goes in front of a command.
clean_environment=(env -i PATH="$PATH" HOME="${HOME:-/}" LC_ALL=C.UTF-8)
# Variables that name places, and those of CI.
for name in CI TERM PROXYENV ROUTES COMPOSE_VIEW DIFY_RELEASES COMPARE_PYTHONPATH COMPARE_NODE COMPARE_CHROMIUM; do
    [[ ! -v $name ]] || clean_environment+=("$name=${!name}")
done
unset name
