# SPDX-License-Identifier: GPL-2.0-only
# From another mount namespace.
unshare -m sh -c 'echo junk > "$1"' sh "$victim"
