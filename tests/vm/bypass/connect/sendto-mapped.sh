# SPDX-License-Identifier: GPL-2.0-only
# A datagram by an address of IPv4 in one of IPv6.
"$net_tricks" plain send6 ::ffff:127.0.0.1
