# SPDX-License-Identifier: GPL-2.0-only
# By its name, found in PATH.
PATH=$dir/bin:$PATH; program "$ran"
