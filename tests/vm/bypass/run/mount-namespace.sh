# SPDX-License-Identifier: GPL-2.0-only
# From another mount namespace.
unshare -m "$program" "$ran"
