# SPDX-License-Identifier: GPL-2.0-only
# A datagram whose address says no family, which IPv4 takes for its own.
"$net_tricks" without-family
