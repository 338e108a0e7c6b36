# SPDX-License-Identifier: GPL-2.0-only
# The same, connected.
"$net_tricks" plain local-dgram "$net/held.dgram"
