# SPDX-License-Identifier: GPL-2.0-only
# By the root directory of the process, as /proc shows it.
"/proc/self/root$program" "$ran"
