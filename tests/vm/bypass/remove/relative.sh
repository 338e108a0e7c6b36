# SPDX-License-Identifier: GPL-2.0-only
# By a relative path, as in the article's cd /etc && rm ./passwd.
cd "$dir/etc" && rm -f ./passwd
