# SPDX-License-Identifier: GPL-2.0-only
# The second of two messages goes there.
"$net_tricks" sendmmsg
