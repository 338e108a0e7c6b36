# SPDX-License-Identifier: GPL-2.0-only
# A second thread writes another port into the address, over and over.
"$net_tricks" flipped connect
