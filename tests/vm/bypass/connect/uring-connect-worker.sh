# SPDX-License-Identifier: GPL-2.0-only
# By a worker of io_uring.
"$net_tricks" uring-connect worker
