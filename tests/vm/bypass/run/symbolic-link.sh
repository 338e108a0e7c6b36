# SPDX-License-Identifier: GPL-2.0-only
# By a symbolic link.
ln -s bin/program "$dir/link" && "$dir/link" "$ran"
