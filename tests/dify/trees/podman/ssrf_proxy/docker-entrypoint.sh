#!/bin/bash
echo "[ENTRYPOINT] replacing environment variables in the template"
awk '{
    while (match($0, /\${[A-Za-z_][A-Za-z_0-9]*}/)) {
        name = substr($0, RSTART + 2, RLENGTH - 3)
        $0 = substr($0, 1, RSTART - 1) ENVIRON[name] substr($0, RSTART + RLENGTH)
    }
    print
}' /etc/squid/squid.conf.template > /etc/squid/squid.conf

/usr/sbin/squid -Nz
echo "[ENTRYPOINT] starting squid"
/usr/sbin/squid -f /etc/squid/squid.conf -NYC 1
