# SPDX-License-Identifier: GPL-2.0-only
# It gets another mode.
chmod 711 "$victim"
