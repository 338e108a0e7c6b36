# SPDX-License-Identifier: GPL-2.0-only
# A local socket by its path.
"$net_tricks" plain local "$net/held"
