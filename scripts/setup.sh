#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Installs, on Debian and as root, the packages that building and testing
# need and that are missing, and with arguments also these.  Anyone else gets the
# line to run, exit 3.
# Kernels for the VM are not installed: see scripts/fetch-kernel.

set -eu
more=$*

# The one list of what the project needs from the distribution.
packages() {
	cat <<-'LIST'
	openjdk-17-jdk-headless
	maven
	gcc
	gcc-12
	libc6-dev
	gcc-multilib
	make
	bc
	pahole
	libelf1
	libssl3
	kmod
	qemu-system-x86
	busybox-static
	cpio
	xz-utils
	util-linux
	procps
	git
	python3
	mandoc
	strace
	babeltrace2
	sparse
	zsh
	fish
	systemd
	rsyslog
	rsyslog-gnutls
	openssl
	LIST
}

missing() {
	for p in $(packages) $more; do
		status=$(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) || status=
		[ "$status" = installed ] || echo "$p"
	done
}

# A package that apt does not know of means that its lists were never fetched
# or are those of another day.
known() {
	for p in "$@"; do
		apt-cache show --no-all-versions "$p" >/dev/null 2>&1 || return 1
	done
}

if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "setup: this is not Debian; install what corresponds to: $(packages | tr '\n' ' ')" >&2
	exit 3
fi

need=$(missing)
[ -n "$need" ] || exit 0
need=$(echo "$need" | tr '\n' ' ')
need=${need% }

if [ "$(id -u)" != 0 ]; then
	echo "setup: packages are missing; run: sudo apt-get install --no-install-recommends $need" >&2
	exit 3
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive

# Quiet while it works, everything when it fails.
run() {
	"$@" >"$log" 2>&1 </dev/null && return
	cat "$log" >&2
	echo "setup: failed: $*" >&2
	exit 3
}

update() {
	echo "setup: fetching apt's package lists ..."
	run apt-get -q update
}

# shellcheck disable=SC2086 # $need is a list of words
{
	known $need || update
	echo "setup: installing with apt (some minutes): $need"
	set -- apt-get -q -y install --no-install-recommends $need
}
if ! "$@" >"$log" 2>&1 </dev/null; then
	# Old lists name package versions that the archive has no more.
	update
	run "$@"
fi
