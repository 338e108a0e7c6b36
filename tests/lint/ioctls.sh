#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The errors of the ioctls: those in the header (SCT_ERRORS_OF_*, listed in abi.txt)
# are those in the kernel-doc of the functions that answer, and in sct(4).

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

# "IOCTL ERRNO" of the header, without what every ioctl may answer.
awk '$1 == "errno" && $2 == "ALL" { all[$3] = 1 }
     $1 == "errno" && !($3 in all) { print $2, $3 }' abi/abi.txt | sort >"$tmp/header"
awk '$1 == "errno" && $2 == "ALL" { print $3 }' abi/abi.txt >"$tmp/all"
awk '$1 == "ioctl" { sub(/^SCT_IOC_/, "", $2); print $2 }' abi/abi.txt | sort >"$tmp/ioctls"
{
	[ "$(wc -l <"$tmp/header")" -ge 20 ] || echo "too few errors in abi.txt"
	[ "$(wc -l <"$tmp/ioctls")" -ge 10 ] || echo "too few ioctls in abi.txt"
} >"$tmp/few"
check "abi.txt: there are ioctls and errors" "$tmp/few"

# The same of the kernel-doc: "/** fn - SCT_IOC_X", then "- %-ERRNO" up to "*/".
awk -v all="$(tr '\n' ' ' <"$tmp/all")" '
	BEGIN { n = split(all, a, " "); for (i = 1; i <= n; i++) common[a[i]] = 1 }
	/^ \* [a-z_]+ - SCT_IOC_[A-Z_]+$/ { ioctl = $4; sub(/^SCT_IOC_/, "", ioctl); print ioctl }
	/^ \*\// { ioctl = "" }
	ioctl != "" && match($0, /%-E[A-Z0-9]+/) {
		name = substr($0, RSTART + 2, RLENGTH - 2)
		if (!(name in common)) print ioctl, name
	}' kmod/rules/dev/*.c | sort >"$tmp/doc"
grep -v ' ' "$tmp/doc" >"$tmp/documented"
diff -u --label abi.txt --label "kernel-doc" "$tmp/ioctls" "$tmp/documented" >"$tmp/differ"
check "kmod/rules/dev: each ioctl has its kernel-doc" "$tmp/differ"
grep ' ' "$tmp/doc" | diff -u --label sct_abi_ioctl.h --label kernel-doc "$tmp/header" - >"$tmp/differ"
check "kmod/rules/dev: the errors of each ioctl are the header's" "$tmp/differ"

# And of the man page.
awk -v all="$(tr '\n' ' ' <"$tmp/all")" '
	BEGIN { n = split(all, a, " "); for (i = 1; i <= n; i++) common[a[i]] = 1 }
	/^\.Sh/ { errors = $2 == "ERRORS" }
	/^\.Dv SCT_IOC_/ && errors { ioctl = $2; sub(/^SCT_IOC_/, "", ioctl) }
	/^\.El/ { ioctl = "" }
	/^\.It Bq Er/ && ioctl != "" && !($4 in common) { print ioctl, $4 }' man/sct.4 |
	sort | diff -u --label sct_abi_ioctl.h --label "man/sct.4" "$tmp/header" - >"$tmp/differ"
check "man/sct.4: the errors of each ioctl are the header's" "$tmp/differ"

tap_end
