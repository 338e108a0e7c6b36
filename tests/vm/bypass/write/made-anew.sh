# SPDX-License-Identifier: GPL-2.0-only
# It is removed and made anew.
rm -f "$victim"; echo junk > "$victim"
