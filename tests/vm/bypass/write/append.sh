# SPDX-License-Identifier: GPL-2.0-only
# Something is added by its path.
echo junk >> "$victim"
