# shellcheck shell=bash
# To be sourced. Makes a network, mount and process namespace for a case that must not reach other machines. It has
# only the loopback interface, only name servers that the case starts, and no cache that asks others. So no packet
# leaves the machine. Needs root, or user namespaces for everybody, and ip (iproute2).
#
# A script runs itself a second time inside:
#
#   if [[ ${1-} == --sealed ]]; then seal HOSTS && ... exec CASE; fi
#   in_namespace "$0" --sealed ...

# shellcheck source-path=SCRIPTDIR source=clean-environment.bash
source "${BASH_SOURCE[0]%/*}/clean-environment.bash"
scratch=/dev/shm # a mount of the namespace, which vanishes with it

die() {
    echo "${0##*/}: $1" >&2
    exit 2
}

# cover FILE TEXT: inside, FILE reads as TEXT. A file that does not exist needs no cover.
cover() {
    [[ -e $1 ]] || return 0
    printf '%s\n' "$2" >"$scratch/${1##*/}" && mount --bind "$scratch/${1##*/}" "$1"
}

# seal HOSTS [LINE]: inside, makes the outside world unreachable. HOSTS is the text of /etc/hosts, LINE one more line
# of /etc/resolv.conf.
seal() {
    ip link set lo up &&
        mount -t tmpfs -o mode=1777 tmpfs "$scratch" &&
        cover /etc/hosts "$1" &&
        cover /etc/resolv.conf "nameserver 127.0.0.1${2:+$'\n'$2}" &&
        cover /etc/nsswitch.conf $'passwd: files\ngroup: files\nhosts: files dns' &&
        { [[ ! -d /run/nscd ]] || mount -t tmpfs tmpfs /run/nscd; }
}

# as_oneself UID GID COMMAND...: inside, executes COMMAND as the user from outside. Squid refuses to be root without
# the users that it expects.
as_oneself() {
    local uid=$1 gid=$2
    shift 2
    export TMPDIR=$scratch
    ((uid == 0)) || set -- unshare --user --map-user="$uid" --map-group="$gid" -- "$@"
    exec "$@"
}

# in_namespace COMMAND...: runs it inside and ends with its exit status. The first process inside ends with this
# script, after any signal, and all others end with the first.
in_namespace() {
    local namespace=(setpriv --pdeathsig KILL unshare --net --mount --pid --fork --kill-child --mount-proc)
    command -v ip >/dev/null || die 'ip (iproute2) is missing'
    ((EUID == 0)) || namespace+=(--map-root-user)
    "${namespace[@]}" true || die 'needs root, or user namespaces for everybody'
    "${namespace[@]}" -- "${clean_environment[@]}" "$@" &
    # shellcheck disable=SC2064 # the number is known now
    trap "kill -KILL $! 2>/dev/null || :" EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    local status=0
    wait $! || status=$?
    trap - EXIT
    exit "$status"
}
