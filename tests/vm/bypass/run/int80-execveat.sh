# SPDX-License-Identifier: GPL-2.0-only
# By execveat of a 32-bit program.
"$run_tricks.32" dirfd "$dir/bin" static "$ran"
