# The rules that decide whether packets to Services pass the node, and whether those of pods get its address: chains of filter tables at
# the hooks input, forward and output, chains of nat tables at postrouting, and where these jump to. Those of kube-proxy and most of
# Calico's are left out, and so are comments.

MOST_RULES=600

# From what iptables-save prints, with family and syntax.
# shellcheck disable=SC2016 # fields of awk
AWK_SAVED_CHAINS='
function end_of_table(  i, c, hook) {
  if (table == "filter" || table == "nat") for (i = 1; i <= n; i++) {
    c = order[i]
    if (c ~ /^KUBE-/ || (c ~ /^cali-/ && c != "cali-POSTROUTING" && c != "cali-nat-outgoing")) continue
    hook = (c in hooks) ? hooks[c] : ""
    if (table == "nat" && (hook == "input" || hook == "output" || c == "PREROUTING" || c == "DOCKER")) continue
    if (table == "filter" && hook == "postrouting") continue
    printf "%d {\"syntax\":\"%s\",\"family\":\"%s\",\"table\":\"%s\",\"chain\":%s,\"hook\":\"%s\",\"priority\":\"%s\",\"policy\":\"%s\",\"rules\":[%s]}\n", count[c], syntax, family, table, string(c), hook, (table == "nat" ? "100" : "0"), (policies[c] == "DROP" ? "drop" : "accept"), rules[c]
  }
  n = 0; split("", order); split("", rules); split("", policies); split("", count)
}
BEGIN { hooks["INPUT"] = "input"; hooks["FORWARD"] = "forward"; hooks["OUTPUT"] = "output"; hooks["POSTROUTING"] = "postrouting" }
/^\*/ { end_of_table(); table = substr($1, 2) }
/^:/ { c = substr($1, 2); order[++n] = c; policies[c] = $2 }
/^-A / {
  c = $2; line = $0
  sub(/^-A [^ ]+ ?/, "", line); gsub(/-m comment --comment ("([^"\\]|\\.)*"|[^ ]+) ?/, "", line)
  rules[c] = rules[c] (rules[c] == "" ? "" : ",") string(line); count[c]++
}
END { end_of_table() }'

# The same from what nft prints of one table.
# shellcheck disable=SC2016 # fields of awk
AWK_NFT_CHAINS='
function end_of_rule() {
  if (rule == "") return
  sub(/ comment ".*"$/, "", rule)
  rules = rules (rules == "" ? "" : ",") string(rule); rule = ""; count++
}
/^table / { family = $2; table = $3 }
/^\tchain / { chain = $2; hook = ""; type = ""; priority = ""; policy = "accept"; rules = ""; rule = ""; count = 0; next }
chain != "" && /^\t\ttype .* hook / {
  for (i = 1; i < NF; i++) { if ($i == "type") type = $(i + 1); if ($i == "hook") hook = $(i + 1) }
  priority = $0; sub(/.* priority /, "", priority); sub(/;.*/, "", priority)
  if ($0 ~ /policy drop/) policy = "drop"
  next
}
chain != "" && /^\t\t\t/ { sub(/^[\t ]+/, ""); rule = rule " " $0; next }
chain != "" && /^\t}/ {
  end_of_rule()
  if (hook == "" || (type == "filter" && hook ~ /^(input|forward|output)$/) || (type == "nat" && hook == "postrouting"))
    printf "%d {\"syntax\":\"nft\",\"family\":\"%s\",\"table\":%s,\"chain\":%s,\"hook\":\"%s\",\"priority\":%s,\"policy\":\"%s\",\"rules\":[%s]}\n", count, family, string(table), string(chain), hook, string(priority), policy, rules
  chain = ""
  next
}
chain != "" && /^\t\tcomment / { next }
chain != "" && /^\t\t/ { end_of_rule(); rule = substr($0, 3) }'

probe_firewall() {
  chains=
  rule_lines=0
  if ! have awk; then
    unknown firewall 'awk is missing'
    return
  fi
  if ! find_tool nft; then
    why_missing nft
    unknown firewall "$missing"
    return
  fi
  if ! run_tool "$numeric" list chains; then
    unknown firewall "$problem"
    return
  fi
  # Tables with a chain at one of the hooks.
  tables=$(printf '%s\n' "$output" | awk '
    /^table / { name = $2 " " $3; seen = 0 }
    /^\t\ttype (filter hook (input|forward|output)|nat hook postrouting) / && !seen && name !~ / kube-proxy$/ && name ~ /^(ip|ip6|inet) / { print name; seen = 1 }')
  saved=' '
  if [ "$iptables_backend" = nf_tables ]; then
    for save in iptables-save ip6tables-save; do
      if [ $save = iptables-save ]; then family=ip; else family=ip6; fi
      case "$tables
" in *"$family filter
"* | *"$family nat
"*) ;; *) continue ;; esac
      if find_tool $save && run_tool; then
        saved="$saved$family "
        add_chains "$(printf '%s\n' "$output" | awk -v family=$family -v syntax=iptables "$AWK_STRING$AWK_SAVED_CHAINS")"
      fi
    done
  fi
  find_tool nft
  while read -r family name; do
    [ -n "$family" ] || continue
    case "$saved|$name" in *" $family "*'|filter' | *" $family "*'|nat') continue ;; esac
    if is_late || ! run_tool "$numeric" -s -t list table "$family" "$name"; then
      unknown firewall "table $family $name: $problem"
      return
    fi
    add_chains "$(printf '%s\n' "$output" | awk "$AWK_STRING$AWK_NFT_CHAINS")"
  done <<END
$tables
END
  add_legacy || return
  if [ "$rule_lines" -gt $MOST_RULES ]; then
    unknown firewall "there are more than $MOST_RULES rules"
    return
  fi
  fact firewall "[$chains]" "nft $numeric -s -t list table, iptables-save"
}

# Tables of the legacy iptables, where there are any.
add_legacy() {
  for file in ip_tables_names ip6_tables_names; do
    read_line "$proc/net/$file" || continue
    if [ $file = ip_tables_names ]; then family=ip save=iptables; else family=ip6 save=ip6tables; fi
    if ! find_tool $save-legacy-save && { [ "$iptables_backend" != legacy ] || ! find_tool $save-save; }; then
      unknown firewall "/proc/net/$file names tables, but $save-legacy-save is not installed"
      return 1
    fi
    if is_late || ! run_tool; then
      unknown firewall "$problem"
      return 1
    fi
    add_chains "$(printf '%s\n' "$output" | awk -v family=$family -v syntax=iptables-legacy "$AWK_STRING$AWK_SAVED_CHAINS")"
  done
}

# Adds chains, one a line behind the number of its rules, to those that were found.
add_chains() {
  while read -r count found; do
    [ -n "$count" ] || continue
    rule_lines=$((rule_lines + count))
    [ "$rule_lines" -gt $MOST_RULES ] || chains="$chains${chains:+,}$found"
  done <<END
$1
END
}
