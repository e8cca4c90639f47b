# Tools: those of the host, where they can be run; else those of the container.

have() { command -v "$1" >/dev/null 2>&1; }

# Sets now to the uptime in hundredths of a second.
read_clock() {
  now=0
  read_line "$proc/uptime" || return
  text=${text%% *}
  now=${text%.*}${text#*.}
  while [ "$now" != "${now#0}" ]; do now=${now#0}; done
  now=${now:-0}
}

# Whether the probe has run for so long that what takes long is left out.
is_late() {
  read_clock
  problem="the probe had run for $seconds s already"
  [ $((now - began)) -ge $((seconds * 100)) ]
}

# Sets limit to what ends a command in time, where there is a timeout; old ones of busybox take it otherwise.
find_timeout() {
  limit=
  if timeout 1 true 2>/dev/null; then
    limit="timeout $seconds"
  elif timeout -t 1 true 2>/dev/null; then
    limit="timeout -t $seconds"
  fi
}

# Runs a tool of the host. $tool_root is where its root is, or empty.
with_root() {
  if [ -n "$tool_root" ]; then
    # shellcheck disable=SC2086 # limit is a command and its arguments
    $limit chroot "$tool_root" "$@"
  else
    # shellcheck disable=SC2086 # the same
    $limit "$@"
  fi
}

TOOL_FOLDERS='/usr/local/sbin /usr/sbin /sbin /usr/local/bin /usr/bin /bin /var/lib/rancher/k3s/data/current/bin/aux'

# Sets on_host to the path of tool $1 on the host; false where it is not there.
find_on_host() {
  on_host=
  for folder in $TOOL_FOLDERS; do
    # A link may lead to an absolute path of the host.
    if [ -x "$host_root$folder/$1" ] || [ -L "$host_root$folder/$1" ]; then
      on_host=$folder/$1
      return 0
    fi
  done
  return 1
}

# Sets tool_root and tool_path for tool $1, and where it is of in tool_of; false where it is neither on the host nor here.
find_tool() {
  tool_root=
  tool_path=$1
  tool_of=
  if [ -z "$host_root" ]; then
    have "$1" && return
    [ -z "${PROBE_PATH:-}" ] && find_on_host "$1" && tool_path=$on_host
    return
  fi
  if find_on_host "$1" && can_chroot "$on_host"; then
    tool_root=$host_root
    tool_path=$on_host
    return 0
  fi
  have "$1" || return 1
  tool_of=' of the container'
}

# Whether a tool of the host can be run at all: 125 to 127 are the codes of chroot and of what it cannot start.
can_chroot() {
  chroot "$host_root" "$1" --version >/dev/null 2>&1 </dev/null
  [ $? -lt 125 ]
}

# Sets missing to why tool $1 of the host cannot be used; false where it is not there at all.
why_missing() {
  missing="$1 is not installed"
  [ -n "$host_root" ] || return 1
  if [ ! -d "$host_root/usr" ]; then
    missing="the root of the host is not mounted at $host_root"
    return 0
  fi
  if find_on_host "$1"; then
    missing="$on_host of the host cannot be run with chroot"
    return 0
  fi
  return 1
}

# Runs a tool that find_tool has found, with the rest of the arguments: output in output; false, and why not in problem.
run_tool() {
  output=$(with_root "$tool_path" "$@" 2>/dev/null </dev/null) && return 0
  status=$?
  output=
  if [ $status = 124 ] || [ $status = 143 ]; then
    problem="${tool_path##*/} took more than $seconds s"
    return 1
  fi
  first_line_of "$(with_root "$tool_path" "$@" 2>&1 >/dev/null </dev/null)"
  problem="${tool_path##*/}: ${first_line:-failed with $status}"
  return 1
}
