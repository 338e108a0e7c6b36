# SPDX-License-Identifier: GPL-2.0-only
#
# Included by the Kbuild of modules that use compat/, with kmod/'s path in $(sct).
#
# Ask the compiler, not the version number: stable updates change interfaces
# inside one series.  compat/probe/X.c compiles -> -DHAVE_X.

sct-probe = $(shell $(CC) $(LINUXINCLUDE) $(KBUILD_CPPFLAGS) $(KBUILD_CFLAGS) \
	      -DMODULE -DKBUILD_MODNAME='"probe"' -Werror -fsyntax-only \
	      $(sct)/compat/probe/$(1).c >/dev/null 2>&1 && echo y)

ifneq ($(call sct-probe,0_SANITY),y)
$(error compat/probe/0_SANITY.c does not compile: the kernel headers are incomplete)
endif

sct-features := $(filter-out 0_SANITY,\
	$(basename $(notdir $(wildcard $(sct)/compat/probe/*.c))))
ccflags-y += $(foreach f,$(sct-features),\
	$(if $(filter y,$(call sct-probe,$(f))),-DHAVE_$(f)))
