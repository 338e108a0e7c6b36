#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What sct_config writes for Prometheus, which StatusTest compares with a file, is what
# Prometheus' own parser reads: each number, with its type and help, by the rules for names.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
. "$here/tap.sh"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$top" || exit 2

scripts/fetch-prometheus >"$tmp/out" 2>&1 || { cat "$tmp/out"; exit 1; }

PYTHONPATH=build/prometheus/root/usr/lib/python3/dist-packages \
	python3 - sct-config/src/test/resources/status.prom >"$tmp/out" 2>&1 <<'EOP'
import sys
from prometheus_client.parser import text_string_to_metric_families

text = open(sys.argv[1], encoding="utf-8").read()
families = list(text_string_to_metric_families(text))
seen = set()
for family in families:
    if family.name in seen:
        print(family.name, "is there twice")
    seen.add(family.name)
    if family.type not in ("gauge", "counter"):
        print(family.name, "is a", family.type)
    if not family.documentation:
        print(family.name, "has no help")
    for sample in family.samples:
        # As promtool has it: a counter ends so, and nothing else does.
        if (family.type == "counter") != sample.name.endswith("_total"):
            print(sample.name, "is a", family.type)
    if len({(s.name, *sorted(s.labels.items())) for s in family.samples}) != len(family.samples):
        print(family.name, "has a sample twice")
samples = sum(len(family.samples) for family in families)
lines = sum(not line.startswith("#") for line in text.splitlines())
if samples != lines or samples < 20:
    print(samples, "samples are read from", lines, "lines")
rule = [s for f in families for s in f.samples if s.name == "syscalltrack_rule_hits_total"]
if [(s.labels, s.value) for s in rule] != [({"rule": 'a "b'}, 50.0)]:
    print("the hits of the rule are read as", rule)
EOP
check "Prometheus' parser reads all of it" "$tmp/out"

tap_end
