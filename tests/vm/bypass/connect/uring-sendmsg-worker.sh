# SPDX-License-Identifier: GPL-2.0-only
# A message by a worker of io_uring.
"$net_tricks" uring-sendmsg worker
