#!/bin/bash
# Stands in for /entrypoint.sh of Dify's api image: a mode, and an exec at the end.
set -e
case ${MODE:-} in
    stop)
        trap 'echo "got TERM"; exit 7' TERM
        echo ready
        while :; do sleep 0.1; done
        ;;
    status) exit "$STATUS" ;;
esac
exec /bin/bash -c 'echo "pid $$ parent $PPID uid $(id -u) command $(tr "\0" " " </proc/$$/cmdline)"
    echo "arguments $*"
    env | grep -i proxy | sort' gunicorn "$@"
