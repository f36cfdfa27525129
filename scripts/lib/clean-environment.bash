# shellcheck shell=bash
# To be sourced. What tests run in: no variable of whoever runs them decides what they see, be it a proxy, a locale, an
# option of Java or Node.js, or a file that Compose should read. "${clean_environment[@]}" goes in front of a command.
clean_environment=(env -i PATH="$PATH" HOME="${HOME:-/}" LC_ALL=C.UTF-8)
# What decides where things are, and what CI asks for.
for name in CI TERM PROXYENV ROUTES COMPOSE_VIEW DIFY_RELEASES COMPARE_PYTHONPATH; do
    [[ ! -v $name ]] || clean_environment+=("$name=${!name}")
done
unset name
