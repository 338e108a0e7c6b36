# SPDX-License-Identifier: GPL-2.0-only
# The same of datagrams.
"$net_tricks" flipped sendto
