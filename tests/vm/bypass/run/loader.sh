# SPDX-License-Identifier: GPL-2.0-only
# By the loader, which is told to run the file.
/lib64/ld-linux-x86-64.so.2 "$program" "$ran"
