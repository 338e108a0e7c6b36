# SPDX-License-Identifier: GPL-2.0-only
# An editor writes another file and renames it over it.
sed -i s/root/junk/ "$victim"
