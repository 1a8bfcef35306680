# Sourced by bin/sql: fills in the ${variables} of a script, which Flink's SQL client does not know.

# fill_in_script ARGUMENT…
# Sets OPTIONS to the arguments without any NAME=VALUE. Where there were some, the script after -f is one with the values
# in the place of the names, in the temporary file FILLED_IN. Quotes are doubled, so that values may stand in literals.
fill_in_script() {
  local word previous="" values=() script="" at=-1 name value text quote="'"
  OPTIONS=() FILLED_IN=""
  shopt -u patsub_replacement 2>/dev/null || true
  for word in "$@"; do
    if [[ "$word" =~ ^[a-z_]+= && "$previous" != -* ]]; then
      values+=("$word")
    else
      case "$previous" in -f|--file) script="$word" at=${#OPTIONS[@]} ;; esac
      OPTIONS+=("$word")
    fi
    previous="$word"
  done
  if [ ! -f "$script" ]; then
    [ ${#values[@]} -eq 0 ] && return
    echo "sql: '${values[0]}' is for a script: bin/sql -f SCRIPT.sql ${values[0]}" >&2
    exit 2
  fi
  text="$(cat "$script")"
  for word in ${values[@]+"${values[@]}"}; do
    name="${word%%=*}" value="${word#*=}"
    text="${text//\$\{$name\}/${value//$quote/$quote$quote}}"
  done
  # Not in comments, where one may speak of them.
  name="$(printf '%s\n' "$text" | sed 's/--.*//' | sed -n 's/.*\${\([a-z_]*\)}.*/\1/p' | head -n 1)"
  if [ -n "$name" ]; then
    echo "sql: $script needs a value for '$name': bin/sql -f $script $name=…" >&2
    exit 2
  fi
  [ ${#values[@]} -eq 0 ] && return
  FILLED_IN="$(mktemp "${TMPDIR:-/tmp}/script.XXXXXX")"
  printf '%s\n' "$text" > "$FILLED_IN"
  OPTIONS[at]="$FILLED_IN"
}
