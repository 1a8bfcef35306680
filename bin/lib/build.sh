# Sourced by the scripts beside it: builds a module where a source is newer than its class path file.

# build_if_stale HOME MODULE
# Tests, which run within a build, set MULTIMODAL_BUILD=skip.
build_if_stale() {
  local home="$1" module="$2" stamp="$1/$2/target/runtime.classpath"
  require_java
  [ "${MULTIMODAL_BUILD:-}" = skip ] && return
  if [ -e "$stamp" ] && [ -z "$(cd "$home" && find . \( -name target -o -name .git \) -prune -o \
      \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$stamp" -print -quit)" ]; then
    return
  fi
  command -v mvn >/dev/null || { echo "Building needs Maven 3.8 or newer: no 'mvn' on the PATH." >&2; exit 1; }
  local log="$home/target/build.log"
  mkdir -p "$home/target"
  echo "Building Flink Multimodal (the first time with downloads; log: $log)" >&2
  # Without --no-transfer-progress each download is a line of the log: their number is the progress shown.
  ( cd "$home" && mvn --batch-mode -Dskip.style=true -DskipTests -pl "$module" -am package ) 2>&1 | tee "$log" |
    awk -v tty="$([ -t 2 ] && echo 1)" '
      /Downloaded from/ { files++; if (tty) { printf "\r  %d files downloaded", files > "/dev/stderr"; fflush("/dev/stderr") } }
      /^\[INFO\] Building / && !/ jar: / { line = $0; sub(/^\[INFO\] Building /, "", line); sub(/ +\[[0-9]+\/[0-9]+\]$/, "", line)
        printf "%s  %s%s\n", (tty ? "\r\033[K" : ""), line, (files ? "  (" files " files downloaded)" : "") > "/dev/stderr" }' ||
    true
  if ! grep -q 'BUILD SUCCESS' "$log"; then
    grep -m 5 '^\[ERROR\]' "$log" >&2 || tail -n 20 "$log" >&2
    echo "The build failed; all of it is in $log" >&2
    exit 1
  fi
  touch "$stamp"
}

require_java() {
  command -v java >/dev/null || { echo "Flink Multimodal needs JDK 17 or newer: no 'java' on the PATH." >&2; exit 1; }
  local version
  version="$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)"
  [ "${version:-0}" -ge 17 ] || { echo "Flink Multimodal needs JDK 17 or newer; 'java' is version $version." >&2; exit 1; }
}

# runtime_classpath HOME MODULE
# Jars alone: Java archives no classes of folders.
runtime_classpath() {
  local jar
  for jar in "$1/$2"/target/*.jar; do
    case "$jar" in *-tests.jar|*-sources.jar|*-javadoc.jar|*/original-*) ;; *) printf '%s:' "$jar" ;; esac
  done
  cat "$1/$2/target/runtime.classpath"
}

# Java reads and writes the names of files in the locale's encoding: in that of C it has no name with an umlaut.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
  C | POSIX) export LC_ALL=C.UTF-8 ;;
esac
