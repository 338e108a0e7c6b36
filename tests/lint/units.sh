#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The units: systemd finds nothing wrong with them, what runs all the time may do
# little, and the rules come before everything that they are to see.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

scripts/units "$top/build/bin" "$top/scripts" "$tmp" >"$tmp/out" 2>&1
grep -n '@' "$tmp"/*.service | grep -v 'SystemCallFilter=' >>"$tmp/out"
check "the templates are filled" "$tmp/out"

# The pages of the manual are not installed.
systemd-analyze verify --man=no "$tmp/syscalltrack.service" "$tmp/sctlogd.service" \
	"$tmp/sctmetrics.service" "$tmp/sctmetrics.timer" >"$tmp/out" 2>&1 ||
	echo "exit status $?" >>"$tmp/out"
check "systemd-analyze verify" "$tmp/out"

for unit in sctlogd sctmetrics; do
	systemd-analyze security --offline=true --no-pager "$tmp/$unit.service" >"$tmp/said" 2>&1
	awk '/Overall exposure level/ { for (i = 1; i <= NF; i++) if ($i ~ /^[0-9.]+$/) { seen = 1; if ($i > 3.0) print } }
	END { if (!seen) print "no level is said" }' "$tmp/said" >"$tmp/out"
	check "$unit.service: exposure at most 3.0" "$tmp/out"
done

: >"$tmp/out"
for word in DefaultDependencies=no WantedBy=sysinit.target 'Before=.*sysinit.target' 'Before=.*network-pre.target'; do
	grep -q "^$word" "$tmp/syscalltrack.service" || echo "no $word" >>"$tmp/out"
done
check "syscalltrack.service comes before sysinit.target and the network" "$tmp/out"

systemd-tmpfiles --create --root="$tmp" "$top/units/syscalltrack.tmpfiles" >"$tmp/out" 2>&1 ||
	echo "exit status $?" >>"$tmp/out"
[ "$(stat -c %a "$tmp/var/log/syscalltrack" 2>&1)" = 700 ] || echo "/var/log/syscalltrack: mode is not 700" >>"$tmp/out"
check "tmpfiles makes the directory of the events, for root alone" "$tmp/out"

tap_end
