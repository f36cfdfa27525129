#!/bin/bash
echo '# targets that are allowed on private networks' > /etc/squid/dify_allow_private.conf
if [ -n "${SSRF_PROXY_ALLOW_PRIVATE_IPS:-}" ]; then
    {
        echo "acl dify_allowed_private_networks dst ${SSRF_PROXY_ALLOW_PRIVATE_IPS//,/ }"
        echo 'http_access allow client_localnet dify_allowed_private_networks'
    } >> /etc/squid/dify_allow_private.conf
fi
echo '# the sandbox from outside the network' > /etc/squid/dify_sandbox_proxy.conf
if [ -n "${SSRF_SANDBOX_PROXY_PORT:-}" ]; then
    {
        echo "http_port $SSRF_SANDBOX_PROXY_PORT accel vhost"
        echo "cache_peer ${SSRF_SANDBOX_PROXY_HOST:-sandbox} parent ${SANDBOX_PORT:-8194} 0 no-query originserver name=dify_sandbox"
        echo "acl dify_sandbox_proxy_port localport $SSRF_SANDBOX_PROXY_PORT"
        echo 'http_access allow dify_sandbox_proxy_port'
    } >> /etc/squid/dify_sandbox_proxy.conf
fi

expand() {
    awk '{
        while (match($0, /\${[A-Za-z_][A-Za-z_0-9]*}/)) {
            name = substr($0, RSTART + 2, RLENGTH - 3)
            $0 = substr($0, 1, RSTART - 1) ENVIRON[name] substr($0, RSTART + RLENGTH)
        }
        print
    }' "$1"
}
expand /etc/squid/squid.conf.template > /etc/squid/squid.conf

/usr/sbin/squid -Nz
echo "[ENTRYPOINT] starting squid"
/usr/sbin/squid -f /etc/squid/squid.conf -NYC 1
