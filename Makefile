# SPDX-License-Identifier: GPL-2.0-only
# All doors of the project; `make help` lists them.

KERNEL	?= 6.1
PREFIX	?= /usr/local
# The kernel of this machine, for install and for sct_load outside the VM.
KERNELRELEASE ?= $(shell uname -r)
HOST_HEADERS  := /lib/modules/$(KERNELRELEASE)/build

export LC_ALL = C.UTF-8

# The command for a VM goes through as it was typed: its $ is the shell's.
ifdef CMD
override export CMD := $(value CMD)
endif

JAVA_SRC := $(shell find pom.xml abi grammar sct-capture sct-config sct-log sct-run sct-api sct-junit syscalls messages examples/rules/packs \
	    -name target -prune -o -type f -print 2>/dev/null)
KMOD_SRC := $(shell find kmod abi tests/vm/kmod -type f \( -name '*.[chS]' -o -name Kbuild -o -name '*.mk' \) 2>/dev/null)
UNPACKED := $(filter-out arm64-%,$(patsubst build/kernels/%/version,%,$(wildcard build/kernels/*/version)))

# What this make builds without being asked more closely.
MODULES := $(UNPACKED:%=build/kmod/.built-%)
ifneq ($(wildcard $(HOST_HEADERS)/Makefile),)
MODULES += build/kmod/.built-host-$(KERNELRELEASE)
endif

.PHONY: bench bench-compare profile all java javadoc run try modules programs demo check check-all check-kernels check-debug check-debian modules-arm64 vm shell install install-tools install-java install-modules uninstall deb clean help setup
.DELETE_ON_ERROR:

all: java run modules

help:
	@sed -n 's/^#: //p' Makefile

#: make                    builds the tools and the modules into build/; one part
#:      alone: make java, make run, make modules, make programs (those that run in the VM)
#: make javadoc            the pages of the Java classes, into build/javadoc
#: make try                the article's session on a scratch file: no VM, no root
#: make demo               the article's session in a throw-away VM, from nothing
#: make check [ONLY='…']   all tests; ONLY: words that test names contain; JOBS: how
#:      many run side by side (as many as there are processors)
#: make check-all          the same, check-kernels and check-debug, with long floods; hours
#: make check-kernels      the VM tests on newer kernels than this Debian's; arm64
#: make modules-arm64      builds the modules for arm64
#: make check-debug        the VM tests on a kernel with KASAN, lockdep, kmemleak
#: make check-debian       a Debian machine under systemd, from the installation of our
#:      packages to their purge; most of an hour. KEEP=1: with the packages and the disk
#:      of the last time
#: make vm CMD='…'         runs CMD as root in a VM with the modules loaded
#:      [KERNEL=6.1] [SMP=2] [MEM=1536] [TIMEOUT=300] [ICOUNT=1] [LOAD=0]; a $ in it
#:      is the guest's shell's
#: make fuzz T=60          fuzzes compiler, table verifier and evaluator so long
#: make shell              the same, interactive
#: make bench [QUICK=1]    what it costs, beside audit, bpftrace, sysdig, strace, seccomp
#: make bench-compare BASE=rev [QUICK=1]  what changed since that revision
#: make profile [RULES=file] CALL=name  instructions of one call by function
#: make install            onto this machine; DESTDIR= PREFIX=/usr/local; its parts
#:      are install-tools, install-java and install-modules; /etc/syscalltrack stays at an uninstall
#: make uninstall          takes it away again
#: make deb                Debian packages of the tools and, for DKMS, of the
#:      modules, into build/deb; SOURCE_DATE_EPOCH= as usual
#: make clean              removes what was built; clean-all also the kernels

setup:
	@scripts/setup.sh

java: build/lib/.built build/.editors build/.completion $(addprefix build/bin/,sct_load sct_unload)

build/lib/.built: $(JAVA_SRC) scripts/build-java scripts/class-archive scripts/launcher.in scripts/mvn
	@scripts/build-java
	@touch $@

build/.editors: build/lib/.built scripts/editors $(shell find editors -type f)
	@scripts/editors
	@touch $@

# Asks each tool for its --help.
build/.completion: build/lib/.built scripts/completion $(wildcard completion/*) $(addprefix build/bin/,sct_load sct_unload) $(wildcard run/*.c)
	@$(MAKE) -s -C run
	@scripts/completion
	@touch $@

build/bin/%: scripts/% pom.xml
	@mkdir -p $(@D)
	@sed "s|@VERSION@|$$(scripts/version)|" $< >$@
	@chmod 755 $@

# Of what is for other programs; a comment that is wrong is an error.  JUnit is where
# Maven keeps it.
JUNIT_JARS = $(shell find ~/.m2/repository -name 'junit-jupiter-api-5*.jar' -o -name 'opentest4j-*.jar' \
	     -o -name 'junit-platform-commons-1*.jar' -o -name 'apiguardian-api-*.jar')
empty :=
javadoc: build/lib/.built
	@rm -rf build/javadoc
	@javadoc -quiet -Xdoclint:all,-missing -Werror -d build/javadoc \
		-cp "build/lib/*$(subst $(empty) $(empty),,$(JUNIT_JARS:%=:%))" \
		$$(find sct-api/src/main sct-junit/src/main -name '*.java')

# Static programs; nothing of them is in a kernel.
run:
	@$(MAKE) -s -C run
	@$(MAKE) -s -C doors

modules: $(MODULES)

build/qemu/version:
	@scripts/fetch-qemu

build/kernels/debug/version:
	@scripts/build-debug-kernel

build/kernels/%/version:
	@scripts/fetch-kernel $*

build/kmod/.built-host-%: $(KMOD_SRC) scripts/build-modules
	@scripts/build-modules $(HOST_HEADERS) $* build/kmod/$*
	@touch $@

build/kmod/.built-%: build/kernels/%/version $(KMOD_SRC) scripts/build-modules
	@scripts/build-modules build/kernels/$*/headers $$(cat build/kernels/$*/release) \
		build/kmod/$$(cat build/kernels/$*/release)
	@touch $@

# They are built only: nothing here runs them.
modules-arm64:
	@scripts/setup.sh debootstrap
	@scripts/fetch-kernel $$(scripts/kernels --arm64)
	@$(MAKE) --no-print-directory $$(scripts/kernels --arm64 | sed 's,^,build/kmod/.built-,')

# Test programs for the VM: build/tests/NAME, and NAME.32 for the entry of
# 32-bit programs.  Static, so that they need nothing of the guest.
PROGS := $(patsubst tests/vm/progs/%.c,build/tests/%,$(wildcard tests/vm/progs/*.c))
PROG_CFLAGS := -O2 -g -Wall -Wextra -Werror -static -pthread -I. -Iabi -Idoors

SUPERVISED := $(addprefix build/tests/supervisor/,callers callers.32 race values)

programs: $(PROGS) $(PROGS:=.32) build/tests/tables/.built build/tests/served/.built \
	$(SUPERVISED)

# The tools in one Java, for tests/vm/served.sh.
build/tests/served/.built: build/lib/.built tests/vm/progs/ServedTools.java
	@mkdir -p $(@D)
	@javac -Xlint:all,-removal -d $(@D) -cp 'build/lib/*' tests/vm/progs/ServedTools.java
	@touch $@

# The accepted cases of the language, compiled for a kernel to take.
build/tests/tables/.built: build/lib/.built tests/vm/progs/CompileCases.java $(wildcard tests/lang/ok/*.conf)
	@rm -rf $(@D)
	@java -cp 'build/lib/*' tests/vm/progs/CompileCases.java tests/lang/ok $(@D)
	@touch $@

build/tests/supervisor/%.32: tests/supervisor/%.c
	@mkdir -p $(@D)
	@gcc -m32 $(PROG_CFLAGS) -o $@ $<

build/tests/supervisor/%: tests/supervisor/%.c
	@mkdir -p $(@D)
	@gcc $(PROG_CFLAGS) -o $@ $<

build/tests/%: tests/vm/progs/%.c $(wildcard tests/vm/progs/*.h doors/*.h) $(wildcard abi/sct_abi*.h)
	@mkdir -p $(@D)
	@gcc $(PROG_CFLAGS) -o $@ $<

build/tests/%.32: tests/vm/progs/%.c $(wildcard tests/vm/progs/*.h doors/*.h) $(wildcard abi/sct_abi*.h)
	@mkdir -p $(@D)
	@gcc -m32 $(PROG_CFLAGS) -o $@ $<

# Needs no package that building needs not.
try: java run
	@scripts/try

demo: setup
	@scripts/fetch-qemu
	@scripts/fetch-kernel $(KERNEL)
	@$(MAKE) --no-print-directory java build/kmod/.built-$(KERNEL)
	@tests/vm/demo $(KERNEL)

check: setup
	@scripts/fetch-qemu
	@scripts/fetch-audit
	@scripts/fetch-kernel $$(scripts/kernels)
	@tests/run $(ONLY)

# One run, one last line.  The long forms of what make check runs in short.
check-all: setup
	@scripts/setup.sh debootstrap mmdebstrap $(DEB_TOOLS) dkms lintian
	@scripts/fetch-qemu
	@scripts/fetch-audit
	@scripts/fetch-kernel $$(scripts/kernels) $$(scripts/kernels --newer)
	@scripts/build-debug-kernel
	@$(MAKE) --no-print-directory modules-arm64
	@LONG=1 FLOOD_SECONDS=60 SOAK=600 ROUNDS=500 \
		KERNELS="$$(scripts/kernels | xargs) $$(scripts/kernels --newer | xargs) debug" \
		tests/run $(ONLY)

check-kernels: setup
	@scripts/setup.sh debootstrap
	@scripts/fetch-qemu
	@scripts/fetch-audit
	@scripts/fetch-kernel $$(scripts/kernels --newer)
	@$(MAKE) --no-print-directory modules-arm64
	@KERNELS="$$(scripts/kernels --newer)" tests/run $$(scripts/kernels --newer | sed 's,.*,vm-&/$(ONLY),')

check-debug: setup
	@scripts/fetch-qemu
	@scripts/fetch-audit
	@scripts/build-debug-kernel
	@KERNELS=debug tests/run vm-debug $(ONLY)

check-debian: setup
	@scripts/setup.sh mmdebstrap $(DEB_TOOLS)
	@scripts/fetch-qemu
	@scripts/fetch-kernel $$(scripts/kernels)
	@$(MAKE) --no-print-directory java
	@KEEP=$(KEEP) LONG=1 tests/run debian

# With LOAD=0 nothing of the project has to build for a VM to boot.
VM_NEEDS := build/qemu/version build/kernels/$(KERNEL)/version programs
ifneq ($(LOAD),0)
VM_NEEDS += java run build/kmod/.built-$(KERNEL)
endif

T ?= 60
fuzz: java
	@scripts/setup.sh clang-14 libclang-rt-14-dev
	@$(MAKE) -s -C tests/host fuzz T=$(T)
	@scripts/fuzz-language $(T)

vm: $(VM_NEEDS)
	@KERNEL=$(KERNEL) tests/vm/run

shell: $(VM_NEEDS)
	@KERNEL=$(KERNEL) tests/vm/run -s

bench: setup
	@scripts/fetch-qemu
	@scripts/fetch-kernel 6.1
	@$(MAKE) --no-print-directory java run build/kmod/.built-6.1
	@bench/bench $(if $(filter-out 0,$(QUICK)),-q)

profile: build/qemu/version java programs build/kmod/.built-6.1
	@bench/profile $(RULES) $(CALL)

bench-compare: setup
	@scripts/fetch-qemu
	@scripts/fetch-kernel 6.1
	@$(MAKE) --no-print-directory java run build/kmod/.built-6.1
	@bench/compare $(if $(filter-out 0,$(QUICK)),-q) '$(BASE)'

# ---- a real host ----
DEB_TOOLS := debhelper dh-dkms
deb: setup
	@scripts/setup.sh $(DEB_TOOLS)
	@$(MAKE) --no-print-directory java
	@scripts/build-deb

BIN	= $(DESTDIR)$(PREFIX)/bin
LIB	= $(DESTDIR)$(PREFIX)/lib/syscalltrack
JAVA_DIR = $(DESTDIR)$(PREFIX)/share/java
MAN	= $(DESTDIR)$(PREFIX)/share/man
DOC	= $(DESTDIR)$(PREFIX)/share/doc/syscalltrack
UNITS	= $(DESTDIR)$(PREFIX)/lib/systemd/system
TMPFILES = $(DESTDIR)$(PREFIX)/lib/tmpfiles.d
ETC	= $(DESTDIR)/etc/syscalltrack
BASH_COMP = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSH_COMP  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISH_COMP = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
COMPLETED := sct_config sctlog sct_run sctrace sct_load sct_unload
KDIR	= $(DESTDIR)/lib/modules/$(KERNELRELEASE)/updates
TOOLS	:= sct_config sctlog sct_run sctrace sct_run_log sct_load sct_unload
PAGES	:= $(notdir $(wildcard man/*.[1-9]))

$(HOST_HEADERS)/Makefile:
	@echo "install: no headers for kernel $(KERNELRELEASE); run: apt-get install linux-headers-$(KERNELRELEASE)" >&2
	@exit 3

install: install-tools install-java install-modules
ifeq ($(DESTDIR),)
	$(LIB)/class-archive $(BIN) $(LIB) $(LIB)/tools.classes
	/sbin/depmod $(KERNELRELEASE)
endif

install-modules: $(HOST_HEADERS)/Makefile build/kmod/.built-host-$(KERNELRELEASE)
	install -d $(KDIR)
	install -m 644 build/kmod/$(KERNELRELEASE)/sct_hijack.ko build/kmod/$(KERNELRELEASE)/sct_rules.ko $(KDIR)

install-tools: java run
	install -d $(BIN) $(LIB) $(DOC)/examples
	install -m 755 $(addprefix build/bin/,$(TOOLS)) $(BIN)
	install -m 644 $$(ls build/lib/*.jar | grep -v -e /sct-api- -e /sct-junit-) $(LIB)
	install -m 644 build/lib/*.so build/lib/tools.classes $(LIB)
	install -m 755 scripts/sct_boot scripts/class-archive build/bin/sct_doors $(LIB)
	for p in $(PAGES); do install -D -m 644 man/$$p $(MAN)/man$${p##*.}/$$p || exit 1; done
	install -m 644 examples/rules/*.conf $(DOC)/examples
	install -m 644 examples/log/event.schema.json $(DOC)/examples
	install -d $(DOC)/examples/sinks
	install -m 644 $(filter-out %/event.schema.json,$(wildcard examples/log/*)) $(DOC)/examples/sinks
	install -d $(DOC)/examples/packs
	install -m 644 examples/rules/packs/*.conf $(DOC)/examples/packs
	cp -r build/editors $(DOC)
	install -d $(BASH_COMP) $(ZSH_COMP) $(FISH_COMP)
	install -m 644 build/completion/bash/* $(BASH_COMP)
	install -m 644 build/completion/zsh/* $(ZSH_COMP)
	install -m 644 build/completion/fish/* $(FISH_COMP)
	scripts/units $(PREFIX)/bin $(PREFIX)/lib/syscalltrack build/units
	install -d $(UNITS) $(TMPFILES) $(ETC)/rules.d
	install -m 644 build/units/*.service build/units/*.timer $(UNITS)
	install -m 644 units/syscalltrack.tmpfiles $(TMPFILES)/syscalltrack.conf
	[ -e $(ETC)/boot.conf ] || install -m 644 units/boot.conf $(ETC)

# For programs that use the classes, not for the tools.
install-java: java
	install -d $(JAVA_DIR)
	install -m 644 build/lib/sct-api-*.jar build/lib/sct-junit-*.jar $(JAVA_DIR)
	for j in api junit; do \
		ln -sf sct-$$j-$$(scripts/version).jar $(JAVA_DIR)/sct-$$j.jar || exit 1; \
	done

uninstall:
	rm -f $(foreach j,api junit,$(JAVA_DIR)/sct-$(j).jar $(JAVA_DIR)/sct-$(j)-$(shell scripts/version).jar)
	rm -f $(addprefix $(BIN)/,$(TOOLS)) $(KDIR)/sct_hijack.ko $(KDIR)/sct_rules.ko
	rm -f $(foreach p,$(PAGES),$(MAN)/man$(subst .,,$(suffix $(p)))/$(p))
	rm -rf $(LIB) $(DOC)
	rm -f $(UNITS)/syscalltrack.service $(UNITS)/sctlogd.service $(UNITS)/sctmetrics.service $(UNITS)/sctmetrics.timer $(TMPFILES)/syscalltrack.conf
	rm -f $(foreach t,$(COMPLETED),$(BASH_COMP)/$(t) $(ZSH_COMP)/_$(t) $(FISH_COMP)/$(t).fish)
ifeq ($(DESTDIR),)
	/sbin/depmod $(KERNELRELEASE)
endif

# Unpacked kernels, QEMU and the Debian machine stay: they are slow to get and never stale
# (they are replaced when apt has newer kernels).
clean:
	rm -rf $(filter-out build/kernels build/qemu build/debian,$(wildcard build/* build/.[a-z]*))
	rm -rf $(filter-out build/debian/root build/debian/root.made,$(wildcard build/debian/*))
	rm -rf $(wildcard */target examples/junit/target tests/layers/target)

clean-all: clean
	rm -rf build
.PHONY: clean-all
