# SPDX-License-Identifier: GPL-2.0-only
# A stream that is connected by the first bytes that it sends.
"$net_tricks" plain fastopen 127.0.0.1
