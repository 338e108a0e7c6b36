# SPDX-License-Identifier: GPL-2.0-only
# In a directory that has been renamed.
mv "$dir/bin" "$dir/other" && "$dir/other/program" "$ran"
