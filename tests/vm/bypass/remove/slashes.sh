# SPDX-License-Identifier: GPL-2.0-only
# By its path with more slashes.
rm -f "//$dir///etc//passwd"
