# SPDX-License-Identifier: GPL-2.0-only
# The kernel has forgotten its caches.
sync; echo 3 > /proc/sys/vm/drop_caches; rm -f "$victim"
