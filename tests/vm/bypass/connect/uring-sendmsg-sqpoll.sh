# SPDX-License-Identifier: GPL-2.0-only
# A message by the thread that polls for io_uring.
"$net_tricks" uring-sendmsg sqpoll
