# SPDX-License-Identifier: GPL-2.0-only
# It is emptied and written by its path.
echo junk > "$victim"
