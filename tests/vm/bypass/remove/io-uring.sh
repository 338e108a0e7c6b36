# SPDX-License-Identifier: GPL-2.0-only
# By io_uring, where no system call names it.
"$tricks" uring "$victim"
