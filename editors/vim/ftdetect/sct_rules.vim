" SPDX-License-Identifier: GPL-2.0-only
autocmd BufRead,BufNewFile */sct*/*.conf,*/syscalltrack/*.conf,*.sct setfiletype sct_rules
