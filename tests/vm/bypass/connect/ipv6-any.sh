# SPDX-License-Identifier: GPL-2.0-only
# To ::, which is this machine.
"$net_tricks" plain tcp6 ::
