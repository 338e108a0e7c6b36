# SPDX-License-Identifier: GPL-2.0-only
# By an address of IPv4 in one of IPv6.
"$net_tricks" plain tcp6 ::ffff:127.0.0.1
