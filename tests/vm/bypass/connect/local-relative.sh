# SPDX-License-Identifier: GPL-2.0-only
# A local socket from its directory.
cd "$net" && "$net_tricks" plain local ./held
