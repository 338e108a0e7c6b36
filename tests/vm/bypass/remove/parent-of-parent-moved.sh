# SPDX-License-Identifier: GPL-2.0-only
# A directory above is renamed, and it is deleted there.
# object: moved
mkdir "$dir/above" && mv "$dir/etc" "$dir/above" && rm -f "$dir/above/etc/passwd"
