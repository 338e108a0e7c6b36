# SPDX-License-Identifier: GPL-2.0-only
# By the other family's address of this machine.
"$net_tricks" plain tcp6 ::1
