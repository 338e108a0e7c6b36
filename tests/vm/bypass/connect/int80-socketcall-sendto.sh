# SPDX-License-Identifier: GPL-2.0-only
# A datagram by socketcall.
"$net_tricks" int80-socketcall sendto
