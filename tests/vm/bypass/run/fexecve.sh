# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor of its own.
"$run_tricks" by_fd "$dir/bin/static" "$ran"
