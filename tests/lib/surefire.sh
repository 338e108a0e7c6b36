# SPDX-License-Identifier: GPL-2.0-only
# Results of JUnit as Maven's surefire leaves them.  Sourced by tests/run.

# Prints "STATUS module class method" for each test case.
surefire_list() {
	awk '
	function attribute(name,   v) {
		v = $0
		if (!match(v, " " name "=\"[^\"]*\""))
			return ""
		v = substr(v, RSTART, RLENGTH)
		sub(/^[^"]*"/, "", v)
		sub(/"$/, "", v)
		gsub(/&quot;/, "\"", v); gsub(/&lt;/, "<", v); gsub(/&gt;/, ">", v)
		gsub(/&#10;/, " ", v); gsub(/&apos;/, "\047", v); gsub(/&amp;/, "\\&", v)
		return v
	}
	function flush() {
		if (method != "")
			printf "%d\t%s\t%s\t%s\n", bad, module, class, method
		method = ""
	}
	FNR == 1 { flush(); module = FILENAME; sub(/\/target\/.*/, "", module) }
	/<testcase / { flush(); bad = 0; class = attribute("classname"); method = attribute("name") }
	/<(failure|error|skipped)[ >\/]/ { bad = 1 }
	END { flush() }' "$@"
}

surefire_results() {
	local status module class method n=0
	shopt -s nullglob
	local reports=(./*/target/surefire-reports/TEST-*.xml ./tests/*/target/surefire-reports/TEST-*.xml
		./examples/*/target/surefire-reports/TEST-*.xml)
	shopt -u nullglob
	if [ ${#reports[@]} -gt 0 ]; then
		surefire_list "${reports[@]}" >"$work/cases"
		while IFS=$'\t' read -r status module class method; do
			n=$((n + 1))
			: >"$work/out"
			if [ "$status" != 0 ]; then
				cat "$module"/target/surefire-reports/"$class"*.txt >"$work/out" 2>/dev/null
			fi
			result "java/$class: $method" "$status" \
				"scripts/mvn -pl ${module#./} -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=${class##*.} test" "$work/out"
		done <"$work/cases"
	fi
	[ $n -gt 0 ] || echo "no Java test ran" >>"$work/java"
}
