# SPDX-License-Identifier: GPL-2.0-only
# A stream that is connected later, by TCP_FASTOPEN_CONNECT.
"$net_tricks" fastopen-connect
