# SPDX-License-Identifier: GPL-2.0-only
# A datagram to 0.0.0.0.
"$net_tricks" plain send 0.0.0.0
