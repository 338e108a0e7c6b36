# SPDX-License-Identifier: GPL-2.0-only
# A socket for datagrams is connected, and sends.
"$net_tricks" plain udp 127.0.0.1
