# Sets missing to what is missing to measure what tool $1 lists.
why_missing_size() {
  if find_tool "$1"; then missing='wc is missing'; else why_missing "$1"; fi
}

# How many rules there are: last, since a large cluster has many.
probe_size() {
  if find_tool nft && have wc; then
    sizes=
    problem=
    for family in ip ip6; do
      is_late && break
      if run_tool list table $family kube-proxy; then
        # shellcheck disable=SC2046 # two numbers
        set -- $(printf '%s\n' "$output" | wc -lc)
        sizes="$sizes${sizes:+,}\"$family kube-proxy\":{\"lines\":$1,\"bytes\":$2}"
      fi
    done
    if [ -n "$sizes" ]; then
      fact rules.nftables "{$sizes}" 'nft list table'
    else
      unknown rules.nftables "$problem"
    fi
  else
    why_missing_size nft
    unknown rules.nftables "$missing"
  fi
  if [ -z "$iptables_backend" ] || ! find_tool iptables-save || ! have wc; then
    why_missing_size iptables-save
    [ -n "$iptables_backend" ] || missing='iptables is not installed'
    unknown rules.iptables "$missing"
  elif is_late; then
    unknown rules.iptables "$problem"
  else
    # Asking for tables of the legacy iptables that do not exist would make them.
    if [ "$iptables_backend" = legacy ] && ! read_line "$proc/net/ip_tables_names"; then
      fact rules.iptables '{"lines":0,"bytes":0}' /proc/net/ip_tables_names
    elif run_tool; then
      # shellcheck disable=SC2046 # two numbers
      set -- $(printf '%s' "$output" | wc -lc)
      fact rules.iptables "{\"lines\":$1,\"bytes\":$2}" iptables-save
    else
      unknown rules.iptables "$problem"
    fi
  fi
}

main() {
  read_arguments "$@"
  problem=
  have date && started=$(date +%s)
  read_clock
  began=$now
  find_timeout
  if [ -z "$node_name" ] && read_line "$proc/sys/kernel/hostname"; then node_name=$text; fi
  if [ -z "$node_name" ]; then
    echo 'probe: /proc/sys/kernel/hostname cannot be read; expected --node NAME' >&2
    exit 2
  fi
  probe_system
  probe_kube_proxy
  probe_network
  probe_kernel
  probe_filters
  probe_firewall
  probe_leftovers
  probe_size
  quote "$node_name"
  if [ "$(id -u 2>/dev/null)" = 0 ]; then root=true; else root=false; fi
  printf '{"kind":"NodeFacts","version":1,"node":%s,"time":%s,"asRoot":%s,"facts":{%s}}\n' "$quoted" "$started" "$root" "$facts"
}

main "$@"
