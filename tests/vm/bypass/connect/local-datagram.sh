# SPDX-License-Identifier: GPL-2.0-only
# A datagram to a local socket.
"$net_tricks" plain send-local "$net/held.dgram"
