# What the modes iptables and IPVS leave on a node.

# Virtual servers of IPVS, whose addresses and ports are hexadecimal; the second input names addresses of kube-ipvs0, one a line.
# shellcheck disable=SC2016 # fields of awk
AWK_SERVERS='
function hex(s,  i, n) { for (i = 1; i <= length(s); i++) n = n * 16 + index("0123456789abcdef", tolower(substr(s, i, 1))) - 1; return n }
function ipv4(s) { return hex(substr(s, 1, 2)) "." hex(substr(s, 3, 2)) "." hex(substr(s, 5, 2)) "." hex(substr(s, 7, 2)) }
$1 == "TCP" || $1 == "UDP" || $1 == "SCTP" {
  total++
  port = hex(substr($2, length($2) - 3)); address = substr($2, 1, length($2) - 5)
  if (address ~ /^\[/) { address = tolower(substr(address, 2, length(address) - 2)); text = "[" address "]" } else { address = ipv4(address); text = address }
  seen[$3]++
  if (index(bound, " " address " ")) { held++; next }
  if (others++ < 500) list = list (list == "" ? "" : ",") "\"" text ":" port "/" tolower($1) "\""
}
END {
  for (s in seen) schedulers = schedulers (schedulers == "" ? "" : ",") "\"" s "\""
  printf "{\"total\":%d,\"onKubeIpvs0\":%d,\"others\":[%s],\"othersTotal\":%d,\"schedulers\":[%s]}", total, held, list, others, schedulers
}'

probe_leftovers() {
  probe_ipsets
  probe_ipvs
}

probe_ipsets() {
  if ! find_tool ipset; then
    why_missing ipset
    unknown ipsets "$missing"
    return
  fi
  if ! run_tool list -n; then
    unknown ipsets "$problem"
    return
  fi
  if [ "$tool_of" != '' ]; then from="ipset list -n, with the ipset of the container"; else from='ipset list -n'; fi
  items=
  count=0
  while read -r name; do
    if [ -z "$name" ] || [ $count -ge 200 ]; then continue; fi
    count=$((count + 1))
    add_item "$name"
  done <<END
$output
END
  fact ipsets "[$items]" "$from"
}

probe_ipvs() {
  bound=' '
  present=false
  if [ -r "$proc/net/dev" ]; then
    while read -r name text; do
      case $name in kube-ipvs0:*) present=true ;; esac
    done <"$proc/net/dev"
    fact ipvs.interface $present /proc/net/dev
  else
    unknown ipvs.interface '/proc/net/dev cannot be read'
  fi
  if [ $present = true ] && find_tool ip && run_tool -o addr show dev kube-ipvs0; then
    count=0
    while read -r _ _ _ address text; do
      [ -n "$address" ] || continue
      count=$((count + 1))
      bound="$bound${address%/*} "
    done <<END
$output
END
    fact ipvs.addresses $count 'ip addr show dev kube-ipvs0'
  elif [ $present = true ]; then
    unknown ipvs.addresses 'ip is missing'
  else
    fact ipvs.addresses 0 /proc/net/dev
  fi
  if [ ! -e "$proc/net/ip_vs" ]; then
    fact ipvs.servers '{"total":0,"onKubeIpvs0":0,"others":[],"othersTotal":0,"schedulers":[]}' 'IPVS is not loaded'
  elif [ ! -r "$proc/net/ip_vs" ]; then
    unknown ipvs.servers '/proc/net/ip_vs cannot be read'
  elif ! have awk; then
    unknown ipvs.servers 'awk is missing'
  else
    servers=$(awk -v bound="$bound" "$AWK_SERVERS" "$proc/net/ip_vs" 2>/dev/null)
    if [ -n "$servers" ]; then fact ipvs.servers "$servers" /proc/net/ip_vs; else unknown ipvs.servers '/proc/net/ip_vs cannot be read'; fi
  fi
}
