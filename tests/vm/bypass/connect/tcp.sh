# SPDX-License-Identifier: GPL-2.0-only
# A stream is connected.
"$net_tricks" plain tcp 127.0.0.1
