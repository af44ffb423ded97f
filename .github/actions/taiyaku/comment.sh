#!/usr/bin/env bash
# Keeps one comment on a pull request up to date: creates it, updates it in place, and writes none without findings.
#
# Usage: comment.sh FILE, where FILE is the output of `taiyaku check --format comment`.
# Variables: API_URL, REPOSITORY (owner/name), PULL_REQUEST (number), TOKEN (may write comments of pull requests).
# If the token may not write, as in a pull request of a fork, the script prints a warning and succeeds.
set -euo pipefail

file=$1
mark='<!-- taiyaku-check -->'
issues="$API_URL/repos/$REPOSITORY/issues"

call() {
    curl --silent --show-error --fail --retry 2 --max-time 60 \
        --header "Authorization: Bearer $TOKEN" \
        --header "Accept: application/vnd.github+json" \
        --header "X-GitHub-Api-Version: 2022-11-28" "$@"
}

# The comment of an earlier run; comments of other people that quote it do not count.
existing() {
    local page=1 comments
    while :; do
        comments=$(call "$issues/$PULL_REQUEST/comments?per_page=100&page=$page") || return 1
        jq --raw-output --arg mark "$mark" \
            'map(select(.user.type == "Bot" and (.body | startswith($mark))))[0].id // empty' <<<"$comments"
        if [ "$(jq length <<<"$comments")" -lt 100 ]; then return; fi
        page=$((page + 1))
    done
}

keep() {
    local id body
    id=$(existing) || return 1
    id=${id%%$'\n'*}
    if [ -z "$id" ] && grep --quiet --line-regexp --fixed-strings '<!-- taiyaku-check: clean -->' "$file"; then return; fi
    body=$(jq --raw-input --slurp '{body: .}' "$file")
    if [ -n "$id" ]; then
        call --request PATCH --data "$body" "$issues/comments/$id" >/dev/null
    else
        call --request POST --data "$body" "$issues/$PULL_REQUEST/comments" >/dev/null
    fi
}

if ! keep; then
    echo "::warning title=taiyaku::The comment could not be written. Does the job have the permission pull-requests: write?"
fi
