# SPDX-License-Identifier: GPL-2.0-only
# By 0.0.0.0 in an address of IPv6.
"$net_tricks" plain tcp6 ::ffff:0.0.0.0
