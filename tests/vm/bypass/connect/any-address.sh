# SPDX-License-Identifier: GPL-2.0-only
# To 0.0.0.0, which is this machine.
"$net_tricks" plain tcp 0.0.0.0
