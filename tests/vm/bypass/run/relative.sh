# SPDX-License-Identifier: GPL-2.0-only
# By a relative path.
cd "$dir/bin" && ./program "$ran"
