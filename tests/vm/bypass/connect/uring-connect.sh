# SPDX-License-Identifier: GPL-2.0-only
# By io_uring, in the call that submits it.
"$net_tricks" uring-connect inline
