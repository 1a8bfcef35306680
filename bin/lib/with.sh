# Sourced by bin/sql: Flink's own formats and connectors that are not in the shell, fetched by Maven when they are first named.

# take_with ARGUMENT…
# Sets WITH to the names after --with, and REST to the other arguments.
take_with() {
  WITH="" REST=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --with=*) WITH="$WITH,${1#--with=}" ;;
      --with) WITH="$WITH,${2:-}"; [ $# -lt 2 ] || shift ;;
      *) REST+=("$1") ;;
    esac
    shift
  done
  WITH="$(printf '%s' "$WITH" | tr -s ' ,' ',')" WITH="${WITH#,}"
}

# with_classpath HOME NAMES
# Prints the jars of these names, each after a colon.
with_classpath() {
  local home="$1" name pom="$1/bin/lib/with/pom.xml" file
  for name in ${2//,/ }; do
    case "$name" in avro|kafka|orc|parquet) ;;
      *) echo "sql: --with takes avro, kafka, orc and parquet, not '$name'" >&2; return 2 ;;
    esac
    file="$home/target/with/$name.classpath"
    if [ ! -s "$file" ] || [ "$pom" -nt "$file" ]; then
      echo "Fetching Flink's $name (once)" >&2
      mkdir -p "$home/target/with"
      mvn --batch-mode -q -f "$pom" -P"$name" -DincludeScope=runtime -Dmdep.outputFile="$file" dependency:build-classpath >"$home/target/with/$name.log" 2>&1 ||
        { rm -f "$file"; echo "sql: Maven could not fetch it; see $home/target/with/$name.log" >&2; return 1; }
    fi
    printf ':%s' "$(cat "$file")"
  done
}
