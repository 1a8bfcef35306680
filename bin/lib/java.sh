# Sourced by the scripts beside it: starts Java so that it is quickly there.

# quick_java ARCHIVE CLASSPATH_FILE JAVA_ARGUMENT…
# Runs Java with the classes of ARCHIVE mapped where it is newer than CLASSPATH_FILE and the jars that it names; else writes ARCHIVE,
# where all goes well. Java ignores an archive of other jars without a word.
# Most of the processor time of a short program is C2's, so C2 compiles after forty times the usual number of calls.
quick_java() {
  local archive="$1" stamp="$2" status=0 options=() written="" in_place=""
  shift 2
  # glibc keeps up to 8 arenas a core, and each keeps what decoders gave back: two are enough.
  export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"
  if is_fresh "$archive" "$stamp"; then
    options=(-XX:SharedArchiveFile="$archive")
  elif [[ " $* " != *" --help "* && " $* " != *" -h "* && " $* " != *" help "* ]]; then
    written="$archive.$$"
    options=(-XX:ArchiveClassesAtExit="$written")
  fi
  # What is new dies young here, or is a file's bytes: a small young generation, and little room kept free, make a third less resident.
  case " $* " in
    *" -XX:+Use"*GC" "*) ;;
    *) [ "$(processors)" -gt 2 ] ||
        options+=(-XX:+UseSerialGC -XX:MaxNewSize=24m -XX:MinHeapFreeRatio=15 -XX:MaxHeapFreeRatio=30) ;;
  esac
  # Java would begin with a 64th of the machine's memory, and touch all of it.
  [[ " $* " == *" -Xms"* ]] || options+=(-Xms64m)
  [ -n "$written" ] || in_place="${QUICK_JAVA_IN_PLACE:-}"
  $in_place java ${options[@]+"${options[@]}"} -Xshare:auto -Xlog:disable -Xlog:all=error:stderr \
      -XX:Tier4InvocationThreshold=200000 -XX:Tier4MinInvocationThreshold=40000 \
      -XX:Tier4CompileThreshold=400000 -XX:Tier4BackEdgeThreshold=1600000 "$@" || status=$?
  if [ -n "$written" ]; then
    if [ "$status" = 0 ] && [ -e "$written" ]; then mv -f "$written" "$archive"; else rm -f "$written"; fi
  fi
  return "$status"
}

# is_fresh ARCHIVE CLASSPATH_FILE: whether ARCHIVE was written after the file, the jars that it names, and the jars beside it.
is_fresh() {
  [ "$1" -nt "$2" ] &&
    [ -z "$({ tr ':' '\0' < "$2"; printf '\0%s' "${2%/*}"/*.jar; } | xargs -0 sh -c 'find "$@" -maxdepth 0 -newer "$0" 2>/dev/null' "$1")" ]
}

# exec_quick_java …
# The same in the place of the shell, so that a signal to the command reaches Java; not where an archive is written.
exec_quick_java() {
  local QUICK_JAVA_IN_PLACE=exec
  quick_java "$@"
}

processors() { getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2; }
