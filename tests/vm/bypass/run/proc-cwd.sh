# SPDX-License-Identifier: GPL-2.0-only
# By the working directory, as /proc shows it.
cd "$dir/bin" && /proc/self/cwd/program "$ran"
