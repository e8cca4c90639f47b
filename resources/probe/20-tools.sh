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

# Whether the probe has run for a second: what takes long is left out then.
is_late() {
  read_clock
  problem='the probe had run for a second already'
  [ $((now - began)) -ge 100 ]
}

# Runs a command for a second at most, where there is a timeout; old ones of busybox take it otherwise.
find_timeout() {
  limit=
  if timeout 1 true 2>/dev/null; then
    limit='timeout 1'
  elif timeout -t 1 true 2>/dev/null; then
    limit='timeout -t 1'
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

# Sets tool_root and tool_path for tool $1, and where it is of in tool_of; false where it is neither on the host nor here.
find_tool() {
  tool_root=
  tool_path=
  tool_of=
  if [ -n "$host_root" ] && can_chroot; then
    for folder in /usr/local/sbin /usr/sbin /sbin /usr/local/bin /usr/bin /bin /var/lib/rancher/k3s/data/current/bin/aux; do
      # A link may lead to an absolute path of the host.
      if [ -x "$host_root$folder/$1" ] || [ -L "$host_root$folder/$1" ]; then
        tool_root=$host_root
        tool_path=$folder/$1
        return 0
      fi
    done
  fi
  if have "$1"; then
    tool_path=$1
    [ -z "$host_root" ] || tool_of=' of the container'
    return 0
  fi
  if [ -z "$host_root" ] && [ -x "/var/lib/rancher/k3s/data/current/bin/aux/$1" ]; then
    tool_path=/var/lib/rancher/k3s/data/current/bin/aux/$1
    return 0
  fi
  return 1
}

can_chroot() {
  [ -n "${chroot_works:-}" ] || {
    chroot_works=no
    for shell in /bin/sh /usr/bin/env /bin/true /usr/bin/true; do
      if chroot "$host_root" "$shell" -c : 2>/dev/null || chroot "$host_root" "$shell" 2>/dev/null </dev/null; then
        chroot_works=yes
        break
      fi
    done
  }
  [ "$chroot_works" = yes ]
}

# Runs a tool that find_tool has found, with the rest of the arguments: output in output; false, and why not in problem.
run_tool() {
  output=$(with_root "$tool_path" "$@" 2>/dev/null </dev/null) && return 0
  status=$?
  output=
  if [ $status = 124 ] || [ $status = 143 ]; then
    problem="${tool_path##*/} took more than a second"
    return 1
  fi
  first_line_of "$(with_root "$tool_path" "$@" 2>&1 >/dev/null </dev/null)"
  problem="${tool_path##*/}: ${first_line:-failed with $status}"
  return 1
}

# Sets missing to why tool $1 cannot be used.
why_missing() {
  missing="$1 is not installed"
  [ -z "$host_root" ] || can_chroot || missing="$1 is not in the container, and chroot to the host is not possible"
}
