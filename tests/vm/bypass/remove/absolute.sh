# SPDX-License-Identifier: GPL-2.0-only
# The file is deleted by its path.
rm -f "$victim"
