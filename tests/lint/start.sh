#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The tools start from their archive of classes, wherever one stands: with
# -Xshare:on a Java that cannot use it does not start.  They leave nothing in the home
# directory.

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

# What sends events elsewhere takes longer to load than all the rest.
grep -E '^(org/apache/logging|com/fasterxml|org/syscalltrack/log/sink)/' "$top/build/lib/tools.classes" >"$tmp/failed"
check "ordinary runs load nothing of sinks" "$tmp/failed"
: >"$tmp/failed"

# Both speak to the C library, and find no modules here.
for tool in sct_config sctlog; do
	mkdir "$tmp/home" "$tmp/cache"
	case $tool in
	sct_config) set -- status ;;
	sctlog) set -- -n 1 ;;
	esac
	XDG_CACHE_HOME=$tmp/cache JAVA_TOOL_OPTIONS=-Duser.home=$tmp/home \
		"$top/build/bin/$tool" "$@" >"$tmp/said" 2>&1 </dev/null
	grep -q /dev/sct_ "$tmp/said" || cat "$tmp/said" >>"$tmp/failed"
	find "$tmp/home" "$tmp/cache" -mindepth 1 >>"$tmp/failed"
	check "$tool $* leaves nothing at home" "$tmp/failed"
	rm -r "$tmp/home" "$tmp/cache"
	: >"$tmp/failed"
done

tap_end
