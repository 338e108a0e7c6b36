# SPDX-License-Identifier: GPL-2.0-only
# By a symbolic link to its directory.
ln -s bin "$dir/link" && "$dir/link/program" "$ran"
