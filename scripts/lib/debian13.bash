# shellcheck shell=bash
# To be sourced: programs of Debian 13, for what Debian 12 does not have. Their packages come from the mirror of this
# system's apt, are checked by its signature, and are unpacked below build/. They are not installed.
#
#   debian13_unpacked NAME PACKAGE...    the folder build/NAME/root, into which the packages are unpacked
#   debian13_program PACKAGE PATH        where the program PATH of this package is
#
# Needs apt with a mirror. The first run takes ten seconds, later ones no time. Several scripts may call this at a time.
debian13_unpacked() {
    local folder mirror package keyring=/usr/share/keyrings/debian-archive-keyring.gpg options
    folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/$1
    shift
    mkdir -p "${folder%/*}"
    exec 9>"$folder.lock"
    flock 9
    if [[ ! -e $folder/complete ]]; then
        command -v apt-get >/dev/null || debian13_fails 'apt-get is missing'
        # shellcheck disable=SC2016 # apt-get expands these
        mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' |
            awk '$2 == "Debian" && $3 == "Debian" { print $1; exit }')
        [[ -n $mirror ]] || debian13_fails 'apt knows no mirror of Debian: run apt-get update first'
        rm -rf "$folder"
        mkdir -p "$folder"/{lists/partial,cache/archives/partial,root,packages}
        touch "$folder/status"
        printf 'deb [signed-by=%s] %s trixie main\n' "$keyring" "$mirror" >"$folder/sources.list"
        options=(-qq -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null
            -o "Dir::State=$folder" -o "Dir::State::status=$folder/status" -o "Dir::State::lists=$folder/lists"
            -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
        apt-get "${options[@]}" update >&2 || debian13_fails 'the lists of Debian 13 cannot be had'
        (cd "$folder/packages" && apt-get "${options[@]}" download "$@" >&2) || debian13_fails "$* cannot be had"
        for package in "$folder"/packages/*.deb; do dpkg-deb -x "$package" "$folder/root"; done
        rm -rf "$folder"/{lists,cache,packages}
        touch "$folder/complete"
    fi
    echo "$folder/root"
}

debian13_program() {
    local root
    root=$(debian13_unpacked "$1" "$1") || exit 2
    echo "$root/$2"
}

debian13_fails() {
    echo "${0##*/}: $1" >&2
    exit 2
}
