# SPDX-License-Identifier: GPL-2.0-only
# A datagram with an address of IPv4, by a socket of IPv6.
"$net_tricks" plain send-by-6 127.0.0.1
