# shellcheck shell=bash
# To be sourced: tests that only root may run, run once more by root after an ordinary user's ctest left them out.
#
#   run_left_out_tests BUILD COMMAND...   runs what ctest's last log in BUILD names as not run, four at a time, each with
#                                         COMMAND in front (sudo); fails if one fails, or if a filter finds no test
#
# In ctest's log a test's command line stands in front of what it printed: "PROGRAM" "--test-case=NAME".
run_left_out_tests() {
    local log=$1/Testing/Temporary/LastTest.log
    shift
    # shellcheck disable=SC2016 # the inner shell expands them
    awk '/^Command: /{command = $0} /NOT RUN: /{if (command != "") print command; command = ""}' "$log" |
        sed -E 's/^Command: "([^"]+)" "(.*)"$/\1\n\2/' |
        xargs -r -d '\n' -n 2 -P 4 "$BASH" -c '
            program=${*: -2:1} filter=${*: -1}
            output=$("$@" 2>&1) && grep -qE "test cases: +[1-9]" <<<"$output" && exit
            printf "%s %s\n%s\n" "$program" "$filter" "$output" >&2
            exit 1' run_one "$@"
}
