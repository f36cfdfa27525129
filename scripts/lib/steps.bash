# shellcheck shell=bash
# To be sourced: the steps of scripts/test, one after the other or beside each other, with the time that each took.
#
#   now NAME COMMAND...      runs it and waits; a failure ends the script
#   beside NAME COMMAND...   begins it beside what comes next
#   wait_for NAME            waits for it and prints what it said; a failure is remembered
#   finish                   ends the script, and says what failed; of steps that ran beside others, with their last words,
#                            since pages of other steps may stand behind what they said
#
# No step continues after the end of the script, whatever its cause. A step has no standard input.
declare -A step_process=() step_began=()
step_folder=$(mktemp -d)
failed_steps=()
set -m # a process group for each step, by which it can be ended

trap end_steps EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

end_steps() {
    local process
    for process in "${step_process[@]}"; do
        if kill -TERM -- "-$process" 2>/dev/null; then wait "$process" 2>/dev/null || continue; fi
    done
    rm -rf "$step_folder"
}

# begin NAME COMMAND...: in a subshell, in which the first failure ends the step.
begin() {
    local name=$1
    shift
    step_began[$name]=$SECONDS
    (
        # shellcheck disable=SC2064 # the name is known now, and not when the trap comes
        trap "{ echo \$SECONDS; times; } >'$step_folder/ended-${name//\//-}'" EXIT
        trap - INT TERM HUP
        set +m -e
        "$@"
    ) </dev/null &
    step_process[$name]=$!
}

# collect NAME: waits; gives the exit status of the step, and in $took how long it took: its seconds, and those of
# processors, which do not depend on what ran beside it. What a step leaves behind, a server for instance, is not in them.
collect() {
    local name=$1 status=0
    wait "${step_process[$name]}" || status=$?
    unset "step_process[$name]"
    # The lines of `times` are of the shell and of its children, each `1m2.345s 0m6.789s`.
    took=$(awk -v began="${step_began[$name]}" '
        NR == 1 { seconds = $1 - began; next }
        { for (i = 1; i <= NF; i++) { split($i, part, "[ms]"); processors += part[1] * 60 + part[2] } }
        END { printf "%d s, %d s of processors", seconds, processors }' "$step_folder/ended-${name//\//-}")
    return "$status"
}

now() {
    local name=$1 took
    printf '\n== %s\n' "$name"
    begin "$@"
    if ! collect "$name"; then
        failed_steps+=("$name")
        finish
    fi
    printf '   %s\n' "$took"
}

# what_said NAME: the file with what a step says that runs beside others.
what_said() { echo "$step_folder/said-${1//\//-}"; }

beside() { begin "$@" >"$(what_said "$1")" 2>&1; }

wait_for() {
    local name=$1 took status=0
    collect "$name" || status=$?
    printf '\n== %s: %s (all steps until here: %d s)\n' "$name" "$took" "$SECONDS"
    cat "$(what_said "$name")"
    ((status == 0)) || failed_steps+=("$name")
}

finish() {
    ((${#failed_steps[@]})) || exit 0
    local name said
    for name in "${failed_steps[@]}"; do
        said=$(what_said "$name")
        [[ -f $said ]] || continue
        printf '\n== %s: its last words again\n' "$name" >&2
        tail -n 60 "$said" >&2
    done
    printf '\n%s: failed: ' "${0##*/}" >&2
    printf '%s; ' "${failed_steps[@]}" >&2
    echo >&2
    exit 1
}
