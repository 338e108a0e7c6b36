#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One version, of pom.xml: that of the packages' changelog and of the tools.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

head -n 1 debian/changelog | grep -qF "syscalltrack ($(scripts/version --deb)) " ||
	echo "pom.xml has $(scripts/version), debian/changelog $(head -n 1 debian/changelog)" >"$tmp/out"
[ -e "$tmp/out" ] || : >"$tmp/out"
check "debian/changelog is about the version of pom.xml" "$tmp/out"

for tool in sct_config sctlog sct_load sct_unload; do
	build/bin/$tool --version 2>&1 | grep -Eq "^$tool $(scripts/version)(,|$)" ||
		echo "$tool: $(build/bin/$tool --version 2>&1)"
done >"$tmp/out"
check "the tools tell it" "$tmp/out"

tap_end
