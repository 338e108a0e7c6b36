# SPDX-License-Identifier: GPL-2.0-only
# timeout: 900
# What is downloaded is what was uploaded, for each accepted case of tests/lang.
build/tests/table_trip build/tests/tables
