#!/bin/sh
# Prints one JSON document about this node: what kube-proxy's nftables mode needs, and what is in its way. Made by cdk8s-nftables.
#
# It changes nothing: it writes no file, loads rules only into a network namespace that ends with the command (or has them checked
# without loading them), and needs a POSIX shell and the tools of busybox. What a tool that is missing would show is "unknown".
# It reads no environment of other processes, the arguments of kube-proxy alone, and of files only what is named below.
#
#   sh probe.sh [--node NAME] [--root FOLDER]
#
#   --node NAME    the name of the Node object (default: $NODE_NAME, or the host name)
#   --root FOLDER  where the host's root is mounted (default: $HOST_ROOT, or /), in a container in the host's network

set -u
LC_ALL=C
export LC_ALL
# PROBE_PATH, instead of PATH, is where tools are looked for. A command may take PROBE_SECONDS, and after as long what may take longer
# is left out.
seconds=${PROBE_SECONDS:-1}
PATH=${PROBE_PATH:-${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}
export PATH

node_name=${NODE_NAME:-}
host_root=${HOST_ROOT:-}
facts=
started=0

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --node) node_name=${2:-} ;;
      --root) host_root=${2:-} ;;
      *)
        echo "probe: \"$1\" is not an option; expected --node NAME or --root FOLDER" >&2
        exit 2
        ;;
    esac
    if [ $# -lt 2 ]; then
      echo "probe: $1 needs a value" >&2
      exit 2
    fi
    shift 2
  done
  host_root=${host_root%/}
  if [ -n "$host_root" ] && [ ! -d "$host_root" ]; then
    echo "probe: --root: \"$host_root\" is not a folder" >&2
    exit 2
  fi
  proc=$host_root/proc
  [ -r "$proc/version" ] || proc=/proc
}
