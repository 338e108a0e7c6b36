# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor that was opened with O_PATH, as /proc shows it.
"$file_tricks" by_path_fd "$victim"
