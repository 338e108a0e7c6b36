#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The tools start from their archive of classes, wherever one stands: with
# -Xshare:on a Java that cannot use it does not start.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# starts DIRECTORY TOOL ARGUMENT...
starts() {
	directory=$1 tool=$2
	shift 2
	: >"$tmp/failed"
	said=$(cd "$directory" && JAVA_TOOL_OPTIONS=-Xshare:on "$top/build/bin/$tool" "$@" 2>&1 </dev/null) ||
		printf '%s\n' "$said" >"$tmp/failed"
	check "$tool starts from the archive in $directory" "$tmp/failed"
}

for directory in "$top" /; do
	starts "$directory" sct_config --version
	starts "$directory" sctlog --version
	starts "$directory" sct_run_log --calls open,unlink --json
done

tap_end
