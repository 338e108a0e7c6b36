# SPDX-License-Identifier: GPL-2.0-only
# By a file handle, for which no name is looked up.
# as: root
"$run_tricks" handle "$dir/bin" static "$ran"
