# SPDX-License-Identifier: GPL-2.0-only
# A datagram with an address.
"$net_tricks" plain send 127.0.0.1
