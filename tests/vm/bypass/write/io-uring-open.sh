# SPDX-License-Identifier: GPL-2.0-only
# Emptied by io_uring, where no system call names it.
"$file_tricks" uring_open "$victim"
