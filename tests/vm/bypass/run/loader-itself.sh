# SPDX-License-Identifier: GPL-2.0-only
# A loader that must not run is run to load another program.
"$dir/bin/loader" "$dir/bin/beside" "$ran"
