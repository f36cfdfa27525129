#!/bin/bash
# Written by `proxyenv dify init`, mounted over /docker-entrypoint-mount.sh. Runs the entrypoint of whatever Dify release
# is installed, and puts the upstream into the squid.conf that this wrote, just before squid starts.
set -eu
squid=/etc/squid
folder=$squid/proxyenv

fail() {
    echo "[proxyenv] $1" >&2
    exit 1
}

# Called back from the middle of Dify's entrypoint.
if [ "${1-}" = patch ]; then
    [ -r $folder/upstream.conf ] || fail "$folder/upstream.conf cannot be read"
    # Where Dify reaches its sandbox through this squid from outside the network (docker-compose.middleware.yaml).
    bridge=$(sed -n 's/^http_port \([0-9][0-9]*\) accel .*/\1/p' $squid/dify_sandbox_proxy.conf 2>/dev/null || true)
    # What Dify's squid.conf includes; the second folder up to Dify 1.14.
    others="$squid/dify_common.conf $(printf '%s ' $squid/conf.d/*.conf)"
    awk -v include=$folder/upstream.conf -v others="$others" -v bridge="$bridge" '
        function seconds(number, unit) {  # squid, cache_cf.cc parseTimeUnit(): in any letter case, with or without an s
            unit = tolower(unit)
            sub(/s$/, "", unit)
            return number * (unit in units ? units[unit] : 1)
        }
        function upstream(reverse) {  # proxyenv_reverse: requests for the sandbox, which never go outside
            print "acl proxyenv_reverse localport " reverse
            print "include " include
            placed++
        }
        function keep_for_sandbox(peer) {
            print "cache_peer_access " peer " allow proxyenv_reverse"
            print "cache_peer_access " peer " deny all"
        }
        # 2 minutes of silence, which some releases allow, cut a model that thinks longer. 5 minutes for a whole request
        # (client_lifetime) cut a plain http:// answer in its middle. Neither is ever shortened.
        function keep_longest(name, time) {
            if (name == "read_timeout" && time > longest) longest = time
            if (name == "client_lifetime" && time > lifetime) lifetime = time
        }
        BEGIN {
            units["minute"] = 60; units["hour"] = 3600; units["day"] = 86400; units["week"] = 604800
            units["fortnight"] = 1209600; units["month"] = 2592000; units["year"] = 31557790; units["decade"] = 315577900
            longest = 900
            count = split(others, files)
            for (i = 1; i <= count; i++) while ((getline line < files[i]) > 0) {
                sub(/\r$/, "", line)
                split(line, word)
                keep_longest(word[1], seconds(word[2], word[3]))
            }
        }
        { sub(/\r$/, "") }
        $1 == "read_timeout" || $1 == "client_lifetime" { keep_longest($1, seconds($2, $3)); next }
        /^http_access deny to_private_networks/ && !placed {  # Dify 1.15 and later
            upstream(bridge == "" ? 0 : bridge)
            if (bridge != "") keep_for_sandbox("dify_sandbox")
            print "http_access allow client_localnet proxyenv_domains"
        }
        /^http_port [0-9]+ accel vhost/ && !placed { port = $2; upstream(port) }  # Dify 1.14 and earlier
        /^cache_peer .*originserver *$/ && port && !sandbox {
            print $0 " name=proxyenv_sandbox"
            keep_for_sandbox("proxyenv_sandbox")
            sandbox++
            next
        }
        { print }
        END {
            print "read_timeout " longest " seconds"
            if (lifetime) print "client_lifetime " (lifetime > 3600 ? lifetime : 3600) " seconds"
            if (placed != 1 || (port && !sandbox)) exit 3
        }' $squid/squid.conf >$squid/proxyenv.conf ||
        fail "this squid.conf has a layout that is not known: run proxyenv dify init again, with its newest version"
    cat $squid/proxyenv.conf >$squid/squid.conf
    exit 0
fi

[ -r $folder/dify-entrypoint.sh ] || fail "$folder/dify-entrypoint.sh cannot be read: run proxyenv dify init again"
awk -v script="$(readlink -f "$0")" '
    { sub(/\r$/, "") }
    /^\/usr\/sbin\/squid -Nz/ && !found { print "bash " script " patch || exit 1"; found = 1 }
    { print }
    END { exit !found }' $folder/dify-entrypoint.sh >$squid/proxyenv-entrypoint.sh ||
    fail "Dify's entrypoint has a layout that is not known: run proxyenv dify init again, with its newest version"
exec bash $squid/proxyenv-entrypoint.sh
