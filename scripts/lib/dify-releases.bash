# shellcheck shell=bash
# To be sourced. The files of real Dify releases, which this repository may not contain, are in the folder that
# DIFY_RELEASES names: a folder for each release, with Dify's docker-compose.yaml and ssrf_proxy/. The important cases
# are tested without them, with the trees of tests/dify/trees. If they are present, they are tested as well.
export DIFY_RELEASES=${DIFY_RELEASES:-$(realpath -m -- "${BASH_SOURCE[0]%/*}/../../../shared/data/dify")}

# Prints one line that says what is left out if one of these releases is missing.
tell_missing_releases() {
    local release missing=()
    for release in "$@"; do
        [[ -d $DIFY_RELEASES/$release ]] || missing+=("$release")
    done
    ((${#missing[@]} == 0)) ||
        printf 'left out: Dify %s as released; not in %s (DIFY_RELEASES)\n' "${missing[*]}" "$DIFY_RELEASES"
}
