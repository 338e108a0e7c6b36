# SPDX-License-Identifier: GPL-2.0-only
# From another mount namespace, where its directory is elsewhere.
mkdir "$dir/other"
unshare -m sh -c "mount --bind \"\$1/etc\" \"\$1/other\" && rm -f \"\$1/other/passwd\"" sh "$dir"
