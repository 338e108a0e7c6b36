# SPDX-License-Identifier: GPL-2.0-only
# By the thread that polls for io_uring: no call at all.
"$net_tricks" uring-connect sqpoll
