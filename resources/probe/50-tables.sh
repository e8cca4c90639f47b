# Tools of the packet filter, and who writes rules.

# Escapes a string for JSON.
AWK_STRING='function string(s) { gsub(/\\/, "\\\\", s); gsub(/"/, "\\\"", s); gsub(/[^ -~]/, "?", s); return "\"" s "\"" }'

# The kind of a chain: names that end in a hash, or name a thing of the cluster, are one kind.
AWK_KIND='function kind(s) {
  if (s ~ /^KUBE-[A-Z]+-[A-Z0-9]+$/ && length(s) > 20) return substr(s, 1, length(s) - 16)
  if (match(s, /^cali-(tw|fw|to|from|pi|po|pri|pro|th|fh|thfw|sm)-/)) return substr(s, 1, RLENGTH)
  if (match(s, /^CNI-(DN|SN)?-?[0-9a-f]/)) return substr(s, 1, RLENGTH - 1)
  if (s ~ /^(service|external|endpoint|firewall|local)-.*\//) return substr(s, 1, index(s, "-"))
  return s
}'

# From a listing of chains by nft: each table with its base chains, and how many chains of each kind there are.
# shellcheck disable=SC2016 # fields of awk
AWK_CHAINS='
function end_of_table(  k, list, n) {
  if (table == "") return
  for (k in kinds) { if (n++ < 200) list = list (list == "" ? "" : ",") string(k) ":" kinds[k] }
  printf "%s{\"family\":%s,\"name\":%s,\"chains\":%d,\"base\":[%s],\"kinds\":{%s}}", (tables++ ? "," : ""), string(family), string(table), chains, base, list
  split("", kinds); chains = 0; base = ""; table = ""
}
/^table / { end_of_table(); family = $2; table = $3; next }
/^\tchain / { chain = $2; chains++; kinds[kind(chain)]++; next }
/^\t\ttype .* hook / {
  for (i = 1; i <= NF; i++) { if ($i == "type") type = $(i + 1); if ($i == "hook") hook = $(i + 1) }
  priority = $0; sub(/.* priority /, "", priority); sub(/;.*/, "", priority)
  policy = "accept"; if ($0 ~ /policy drop/) policy = "drop"
  base = base (base == "" ? "" : ",") "{\"chain\":" string(chain) ",\"type\":" string(type) ",\"hook\":" string(hook) ",\"priority\":" string(priority) ",\"policy\":" string(policy) "}"
}
END { end_of_table() }'

# From the listing of one chain: how many rules there are, how many drop and accept, what the last one does with everything, whether
# rewritten packets are accepted, and where rules jump to. Rules begin after exactly two tabs.
# shellcheck disable=SC2016 # fields of awk
AWK_RULES='
/^\t\t[^\t}]/ && !/^\t\t(type .* hook|comment )/ {
  rules++
  line = $0; sub(/ comment ".*"$/, "", line)
  last = line
  if (line ~ / (drop|reject)( |$)/ || line ~ /^\t\t(drop|reject)/) drops++
  if (line ~ /[ \t]accept$/) accepts++
  if (line ~ /ct status dnat (counter packets [0-9]+ bytes [0-9]+ )?accept$/) dnat = 1
  if (match(line, /[ \t](jump|goto) [^ ]+$/)) names[substr(line, RSTART + 6)] = 1
}
END {
  gsub(/^[\t ]+/, "", last); sub(/^counter packets [0-9]+ bytes [0-9]+ /, "", last)
  end = "none"
  if (last ~ /^drop$/) end = "drop"
  if (last ~ /^reject( with [^ ]+( type)? [^ ]+)?$/) end = "reject"
  if (last ~ /^accept$/) end = "accept"
  printf "%d %d %d %s %s", rules, drops, accepts, end, (dnat ? "true" : "false")
  for (name in names) printf " %s", name
}'

# The same from what iptables-save prints.
# shellcheck disable=SC2016 # fields of awk
AWK_SAVE='
function end_of_table(  c, k, list, kinds_of, n, jumps, rules_of, end, again, reached, p, d, a, t) {
  if (table == "") return
  list = ""; n = 0
  for (c in policies) {
    if (!(c in hooks)) continue
    jumps = ""
    for (k in jump) { split(k, p, SUBSEP); if (p[1] == c) jumps = jumps (jumps == "" ? "" : ",") string(p[2]) }
    split("", reached); reached[c] = 1
    for (again = 1; again;) {
      again = 0
      for (k in jump) { split(k, p, SUBSEP); if ((p[1] in reached) && !(p[2] in reached) && p[2] !~ /^(KUBE|cali)-/) { reached[p[2]] = 1; again = 1 } }
    }
    d = 0; a = 0; t = "false"
    for (k in reached) { d += drops[k]; a += accepts[k]; if (k in dnat) t = "true" }
    end = (c in last) ? last[c] : "none"
    rules_of = rules_of (rules_of == "" ? "" : ",") "{\"family\":" string(family) ",\"table\":" string(table) ",\"chain\":" string(c) ",\"hook\":" string(hooks[c]) ",\"policy\":" string(policies[c]) sprintf(",\"rules\":%d,\"drops\":%d,\"accepts\":%d,\"lastRule\":\"%s\",\"acceptsDnat\":%s,\"jumps\":[%s]}", rules[c], d, a, end, t, jumps)
  }
  for (k in kinds) if (n++ < 200) list = list (list == "" ? "" : ",") string(k) ":" kinds[k]
  printf "%s{\"family\":%s,\"name\":%s,\"chains\":%d,\"kinds\":{%s},\"hooks\":[%s]}", (tables++ ? "," : ""), string(family), string(table), chains, list, rules_of
  split("", kinds); split("", policies); split("", jump); split("", rules); split("", drops); split("", accepts); split("", last); split("", dnat)
  chains = 0; table = ""
}
BEGIN { hooks["PREROUTING"] = "prerouting"; hooks["INPUT"] = "input"; hooks["FORWARD"] = "forward"; hooks["OUTPUT"] = "output"; hooks["POSTROUTING"] = "postrouting" }
/^\*/ { end_of_table(); table = substr($1, 2); next }
/^:/ { c = substr($1, 2); policies[c] = tolower($2); chains++; kinds[kind(c)]++; next }
/^-A / {
  c = $2; rules[c]++; target = ""; last[c] = "none"
  for (i = 3; i < NF; i++) if ($i == "-j" || $i == "-g") target = $(i + 1)
  if (target == "DROP" || target == "REJECT") drops[c]++
  else if (target == "ACCEPT") { accepts[c]++; if ($0 ~ /--ctstate [A-Z,]*DNAT/ && $0 !~ /! --ctstate/) dnat[c] = 1 }
  else if (target in policies) jump[c, target] = 1
  if ($3 == "-j" && (target == "DROP" || target == "REJECT" || target == "ACCEPT")) last[c] = tolower(target)
}
END { end_of_table() }'

probe_filters() {
  probe_nft
  probe_iptables
  probe_software
}

# Reports whether tool $1 is not installed, or only cannot be run, and sets missing.
report_missing() {
  if why_missing "$1"; then unknown "$1.installed" "$missing"; else fact "$1.installed" false 'looked for in the usual folders'; fi
}

numeric=-y

probe_nft() {
  if ! find_tool nft; then
    report_missing nft
    for id in nft.version nft.json nft.tables nft.hooks nft.sets; do unknown $id "$missing"; done
    return
  fi
  if [ -n "$tool_of" ]; then
    report_missing nft
    unknown nft.version "$missing"
  elif run_tool --version; then
    first_line_of "$output"
    text=${first_line#nftables v}
    fact nft.installed true "$tool_path"
    fact_text nft.version "${text%% *}" "$tool_path --version"
  else
    unknown nft.installed "$problem"
    unknown nft.version "$problem"
  fi
  if run_tool -j list tables; then
    fact nft.json true 'nft -j list tables'
  else
    case $problem in
      *JSON*) fact nft.json false "nft -j list tables: $problem" ;;
      *) unknown nft.json "$problem" ;;
    esac
  fi
  numeric=-y
  if ! run_tool -y list chains; then
    numeric=-n
    run_tool -n list chains || {
      for id in nft.tables nft.hooks nft.sets; do unknown $id "$problem"; done
      return
    }
  fi
  if ! have awk; then
    for id in nft.tables nft.hooks nft.sets; do unknown $id 'awk is missing'; done
    return
  fi
  listing=$output
  fact nft.tables "[$(printf '%s\n' "$listing" | awk "$AWK_STRING$AWK_KIND$AWK_CHAINS")]" "nft $numeric list chains"
  probe_hooks
  # Elements are not asked for.
  if run_tool -t list sets; then
    fact nft.sets "{$(printf '%s\n' "$output" | awk "$AWK_STRING"'
      function end() { if (n) printf "%s%s:%d", (all++ ? "," : ""), string(table), n; n = 0 }
      /^table / { end(); table = $2 " " $3 }
      /^\tset / { n++ }
      END { end() }')}" 'nft -t list sets'
  else
    unknown nft.sets "$problem"
  fi
}

# What the rules of each base chain do; kube-proxy's own tables are known.
probe_hooks() {
  hooks=
  count=0
  skipped=
  bases=$(printf '%s\n' "$listing" | awk '
    /^table / { family = $2; table = $3 }
    /^\tchain / { chain = $2 }
    /^\t\ttype filter hook (prerouting|input|forward|output|postrouting) / && table != "kube-proxy" && family != "arp" && family != "bridge" {
      hook = $0; sub(/.* hook /, "", hook); sub(/ .*/, "", hook)
      print family, table, chain, hook, ($0 ~ /policy drop/ ? "drop" : "accept")
    }')
  while read -r base_family base_table base_chain base_hook base_policy; do
    [ -n "$base_family" ] || continue
    count=$((count + 1))
    problem=
    if [ $count -gt 60 ] || is_late || ! run_tool "$numeric" list chain "$base_family" "$base_table" "$base_chain"; then
      skipped="$base_family $base_table $base_chain: ${problem:-more than 60 base chains}"
      continue
    fi
    # shellcheck disable=SC2046 # words of awk, which hold no blanks
    set -f && set -- $(printf '%s\n' "$output" | awk "$AWK_RULES") && set +f
    chain_rules=$1 chain_drops=$2 chain_accepts=$3 chain_last=$4 chain_dnat=$5
    shift 5
    items=
    for name in "$@"; do add_item "$name"; done
    jumps=$items
    case $base_hook in input | forward) follow_jumps "$@" ;; esac
    quote "$base_family" && base="\"family\":$quoted"
    quote "$base_table" && base="$base,\"table\":$quoted"
    quote "$base_chain" && base="$base,\"chain\":$quoted,\"hook\":\"$base_hook\",\"policy\":\"$base_policy\""
    hooks="$hooks${hooks:+,}{$base,\"rules\":$chain_rules,\"drops\":$chain_drops,\"accepts\":$chain_accepts,\"lastRule\":\"$chain_last\""
    hooks="$hooks,\"acceptsDnat\":$chain_dnat,\"jumps\":[$jumps]}"
  done <<END
$bases
END
  if [ -n "$skipped" ]; then
    unknown nft.hooks "chain $skipped"
  else
    fact nft.hooks "[$hooks]" "nft $numeric list chain"
  fi
}

# Adds what the chains do that a base chain jumps to, and those that they jump to. Chains of kube-proxy and of Calico are known by name.
follow_jumps() {
  known=' '
  followed=0
  while [ $# -gt 0 ]; do
    name=$1
    shift
    case $name in KUBE-* | cali-*) continue ;; esac
    case $known in *" $name "*) continue ;; esac
    known="$known$name "
    followed=$((followed + 1))
    if [ $followed -gt 60 ] || is_late || ! run_tool "$numeric" list chain "$base_family" "$base_table" "$name"; then
      skipped="$base_family $base_table $name: ${problem:-too many chains}"
      return
    fi
    # shellcheck disable=SC2046 # words of awk, which hold no blanks
    set -f && set -- $(printf '%s\n' "$output" | awk "$AWK_RULES") "$@" && set +f
    chain_drops=$((chain_drops + $2)) chain_accepts=$((chain_accepts + $3))
    [ "$5" = false ] || chain_dnat=true
    shift 5
  done
}

probe_iptables() {
  probe_iptables_version
  probe_legacy
}

probe_iptables_version() {
  iptables_backend=
  if ! find_tool iptables; then
    report_missing iptables
    unknown iptables.version "$missing"
    unknown iptables.backend "$missing"
  elif [ -n "$tool_of" ]; then
    report_missing iptables
    unknown iptables.version "$missing"
    unknown iptables.backend "$missing"
  elif run_tool --version; then
    first_line_of "$output"
    text=${first_line#iptables v}
    fact iptables.installed true "$tool_path"
    fact_text iptables.version "${text%% *}" "$tool_path --version"
    case $first_line in
      *nf_tables*) iptables_backend=nf_tables ;;
      *) iptables_backend=legacy ;;
    esac
    fact_text iptables.backend "$iptables_backend" "$tool_path --version"
  else
    unknown iptables.installed "$problem"
    unknown iptables.version "$problem"
    unknown iptables.backend "$problem"
  fi
}

# Tables of iptables in the kernel itself. Without any, nothing may be asked: that would make them.
probe_legacy() {
  present=
  for file in ip_tables_names ip6_tables_names; do
    if [ -e "$proc/net/$file" ] && ! read_line "$proc/net/$file" && [ ! -r "$proc/net/$file" ]; then
      unknown iptables.legacy "/proc/net/$file cannot be read"
      return
    fi
    [ -z "$text" ] || present="$present $file"
    text=
  done
  if [ -z "$present" ]; then
    fact iptables.legacy '[]' '/proc/net/ip_tables_names, /proc/net/ip6_tables_names'
    return
  fi
  if ! have awk; then
    unknown iptables.legacy 'awk is missing'
    return
  fi
  all=
  for file in $present; do
    if [ "$file" = ip_tables_names ]; then family=ip saved=iptables; else family=ip6 saved=ip6tables; fi
    if ! find_tool "$saved-legacy-save" && { [ "$iptables_backend" != legacy ] || ! find_tool "$saved-save"; }; then
      unknown iptables.legacy "/proc/net/$file names tables, but $saved-legacy-save is not installed"
      return
    fi
    if is_late || ! run_tool; then
      unknown iptables.legacy "$problem"
      return
    fi
    part=$(printf '%s\n' "$output" | awk -v family=$family "$AWK_STRING$AWK_KIND$AWK_SAVE")
    all="$all${all:+${part:+,}}$part"
  done
  fact iptables.legacy "[$all]" 'iptables-legacy-save'
}
