# SPDX-License-Identifier: GPL-2.0-only
# It is connected beside, disconnected by AF_UNSPEC and connected anew.
"$net_tricks" reconnected
