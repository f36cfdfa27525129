# shellcheck shell=bash
# To be sourced: a program of Debian 13, for what Debian 12 does not have. Its package comes from the mirror of this
# system's apt, is checked by its signature, and is unpacked below build/. It is not installed.
#
#   debian13_program PACKAGE PATH    prints where the program is; PATH is that inside the package
#
# Needs apt with a mirror. The first run takes ten seconds, later ones no time. Several scripts may call this at a time.
debian13_program() {
    local package=$1 folder program mirror keyring=/usr/share/keyrings/debian-archive-keyring.gpg options
    folder=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/$package
    program=$folder/root/$2
    mkdir -p "${folder%/*}"
    exec 9>"$folder.lock"
    flock 9
    if [[ ! -x $program ]]; then
        command -v apt-get >/dev/null || debian13_fails 'apt-get is missing'
        # shellcheck disable=SC2016 # apt-get expands these
        mirror=$(apt-get indextargets --format '$(REPO_URI) $(ORIGIN) $(LABEL)' 'Created-By: Packages' |
            awk '$2 == "Debian" && $3 == "Debian" { print $1; exit }')
        [[ -n $mirror ]] || debian13_fails 'apt knows no mirror of Debian: run apt-get update first'
        rm -rf "$folder"
        mkdir -p "$folder"/{lists/partial,cache/archives/partial,root}
        touch "$folder/status"
        printf 'deb [signed-by=%s] %s trixie main\n' "$keyring" "$mirror" >"$folder/sources.list"
        options=(-qq -o "Dir::Etc::sourcelist=$folder/sources.list" -o Dir::Etc::sourceparts=/dev/null
            -o "Dir::State=$folder" -o "Dir::State::status=$folder/status" -o "Dir::State::lists=$folder/lists"
            -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
        apt-get "${options[@]}" update >&2 || debian13_fails 'the lists of Debian 13 cannot be had'
        (cd "$folder" && apt-get "${options[@]}" download "$package" >&2) || debian13_fails "$package cannot be had"
        dpkg-deb -x "$folder/$package"_*.deb "$folder/root"
        rm -rf "$folder"/{lists,cache}
    fi
    echo "$program"
}

debian13_fails() {
    echo "${0##*/}: $1" >&2
    exit 2
}
