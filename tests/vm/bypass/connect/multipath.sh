# SPDX-License-Identifier: GPL-2.0-only
# By MPTCP.
"$net_tricks" plain mptcp 127.0.0.1
