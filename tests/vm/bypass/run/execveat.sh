# SPDX-License-Identifier: GPL-2.0-only
# By a descriptor of its directory.
"$run_tricks" dirfd "$dir/bin" static "$ran"
