# Sourced by the scripts beside it. Every server listens on 127.0.0.1 only. Those of S3 know one user,
# whose keys are no secret, and one bucket, "media".

export AWS_ACCESS_KEY_ID=test-identity AWS_SECRET_ACCESS_KEY=test-credential
bucket=media
cache="${FLINK_MULTIMODAL_SERVERS:-$HOME/.cache/flink-multimodal/servers}"

fail() {
  echo "$*" >&2
  exit 1
}

# Prints the header of the script, which says how it is used.
usage() {
  sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0" >&2
  exit 2
}

# A port that nobody listens on, below those that the system gives to clients.
free_port() {
  local port
  for _ in $(seq 100); do
    port=$((20000 + RANDOM % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "No free port was found between 20000 and 32000"
}

# await_answer URL PID LOG [OPTIONS]: waits until a server answers, at most a minute; OPTIONS are those of curl.
await_answer() {
  for _ in $(seq 600); do
    if curl --silent --output /dev/null --max-time 2 "${@:4}" "$1"; then
      return
    fi
    kill -0 "$2" 2>/dev/null || { tail -n 20 "$3" >&2; fail "The server ended; all it said is in $3"; }
    sleep 0.1
  done
  tail -n 20 "$3" >&2
  fail "The server does not answer at $1; all it said is in $3"
}

make_bucket() {
  # Ceph wants to be told the sum of the body, which is empty.
  local nothing=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  # A server that answers may not be ready to write yet.
  curl --silent --show-error --fail --retry 30 --retry-delay 1 --max-time 60 --aws-sigv4 aws:amz:us-east-1:s3 \
    --header "x-amz-content-sha256: $nothing" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -X PUT "$1/$bucket" >&2
}

# announce ENDPOINT DIR: the endpoint for programs, and for people what to do with it.
announce() {
  echo "$1"
  cat >&2 <<HINT
The server runs; $2 is its folder. In another terminal:
  export AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY
  bin/store analyze 's3://$bucket/try?endpoint=$1&region=us-east-1'
HINT
}

# stop_processes DIR: ends the processes that DIR/pids names, the last one first.
stop_processes() {
  local pid
  [ -e "$1/pids" ] || return 0
  for pid in $(tac "$1/pids"); do
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
    kill -KILL "$pid" 2>/dev/null || true
  done
  rm -f "$1/pids"
}

# run_until_input_ends DIR [PORT]: so that a server never outlives the process that started it.
run_until_input_ends() {
  trap "stop_processes '$1'" EXIT
  trap 'exit 130' INT TERM
  start "$@"
  cat >/dev/null
}

# python_environment DIR PACKAGE: a virtual environment of Python with a package, made once.
python_environment() {
  local dir="$1" package="$2"
  [ -e "$dir/complete" ] && return
  command -v python3 >/dev/null || fail "$package is a Python package: put Python 3.9 to 3.12 on the PATH, with its module venv"
  mkdir -p "$cache"
  (
    # Whoever comes second waits and finds it made.
    flock 9
    [ -e "$dir/complete" ] && exit
    echo "Installing $package into $dir, 1 to 3 minutes" >&2
    rm -rf "$dir"
    python3 -m venv "$dir" >&2
    "$dir/bin/pip" install --quiet --disable-pip-version-check --retries 1 "$package" >&2 ||
      fail "$package could not be installed; it needs a package index that pip reaches, and Python 3.9 to 3.12"
    touch "$dir/complete"
  ) 9>"$dir.lock"
}

# announce_models ENDPOINT: the endpoint for programs, and for people what to do with it.
announce_models() {
  echo "$1"
  cat >&2 <<HINT
The server runs the model 'add'. In another terminal:
  curl $1/v2/models/add
  curl $1/v2/models/add/infer -H 'Content-Type: application/json' -d '{"inputs": [{"name": "A", "datatype": "FP32", "shape": [1, 3], "data": [1, 2, 3]}, {"name": "B", "datatype": "INT64", "shape": [1, 1], "data": [10]}]}'
HINT
}
