# SPDX-License-Identifier: GPL-2.0-only
# The address is in a structure.
"$net_tricks" sendmsg
