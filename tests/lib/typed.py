#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""usage: typed.py SHELL DIR: types at an interactive SHELL that completes by the files
below DIR.

On standard input are lines `TEXT => WORDS`: TEXT is typed with a tab for each <TAB>
and a return at its end, and the tool that it calls, a function here, must be given just
these words, as the shell has them: [one][two].  Prints what differs.
"""
import os
import pty
import re
import select
import sys
import time

LIMIT = 60
TOOLS = ["sct_config", "sctlog", "sct_run", "sctrace", "sct_load", "sct_unload"]

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"],
             "bind 'set enable-bracketed-paste off'; bind 'set bell-style none'",
             "source {dir}/bash/{tool}; {tool}() {{ printf '<<'; printf '[%s]' \"$@\"; echo '>>'; }}",
             "PS1=$'ready\\x21 '"),
    "zsh": (["zsh", "-f", "-i"],
            "unsetopt zle_bracketed_paste promptcr promptsp; unset zle_bracketed_paste; "
            "fpath=({dir}/zsh $fpath); autoload -Uz compinit; compinit -D -u",
            "{tool}() {{ print -n '<<'; print -n -- \"[${{(j:][:)@}}]\"; print '>>' }}",
            "PS1=$'ready\\x21 '"),
    "fish": (["fish", "--no-config", "-i"],
             "set -g fish_greeting; set -g fish_autosuggestion_enabled 0; "
             "set -p fish_complete_path {dir}/fish",
             "function {tool}; printf '<<'; printf '[%s]' $argv; echo '>>'; end",
             "function fish_prompt; printf 'ready\\x21 '; end"),
}


class Shell:
    def __init__(self, name, folder):
        command, start, each, prompt = SHELLS[name]
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="dumb" if name != "fish" else "xterm", COLUMNS="400", LINES="50")
            os.environ.pop("PROMPT_COMMAND", None)
            os.execvp(command[0], command)
        self.seen = ""
        for line in [start.format(dir=folder), *[each.format(dir=folder, tool=t) for t in TOOLS]]:
            os.write(self.fd, line.encode() + b"\n")
        os.write(self.fd, prompt.encode() + b"\n")
        self.until(r"ready!")

    def until(self, pattern):
        """Reads until that is seen, and takes what was seen till then."""
        end = time.monotonic() + LIMIT
        while True:
            found = re.search(pattern, self.seen)
            if found:
                self.seen = self.seen[found.end():]
                return found
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.fd], [], [], left)[0]:
                raise TimeoutError(f"waited for {pattern}, saw {self.seen!r}")
            self.seen += os.read(self.fd, 65536).decode(errors="replace")

    def type(self, text):
        """The words that the tool got."""
        os.write(self.fd, text.replace("<TAB>", "\t").encode() + b"\r")
        got = self.until(r"<<((?:(?!<<)[^\n])*)>>").group(1)
        self.until(r"ready!")
        return got


def main():
    name, folder = sys.argv[1:]
    shell = Shell(name, os.path.abspath(folder))
    for line in sys.stdin:
        line = line.rstrip("\n")
        if not line or line.startswith("#"):
            continue
        text, wanted = line.split(" => ")
        got = shell.type(text)
        if got != wanted:
            print(f"{text}\n  gave      {got}\n  should be {wanted}")


main()
