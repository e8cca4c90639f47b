# Addresses of interfaces, and the files of CNI plugins.

probe_network() {
  probe_addresses
  probe_cni
}

probe_addresses() {
  if ! find_tool ip; then
    why_missing ip
    unknown addresses "$missing"
    return
  fi
  if ! run_tool -o addr show; then
    unknown addresses "$problem"
    return
  fi
  if ! have awk; then
    unknown addresses 'awk is missing'
    return
  fi
  # Those of kube-ipvs0 are Services', and counted elsewhere.
  fact addresses "{$(printf '%s\n' "$output" | awk "$AWK_STRING"'
    ($3 == "inet" || $3 == "inet6") && $2 != "kube-ipvs0" {
      name = $2; sub(/@.*/, "", name)
      address = $4
      if ($5 == "peer") { prefix = $6; sub(/^[^\/]*/, "", prefix); if (address !~ /\//) address = address prefix }
      if (!(name in of)) order[++n] = name
      of[name] = of[name] (of[name] == "" ? "" : ",") string(address)
    }
    END { for (i = 1; i <= n; i++) printf "%s%s:[%s]", (i > 1 ? "," : ""), string(order[i]), of[order[i]] }')}" 'ip -o addr show'
}

# Names of files, and types of plugins: the files may hold more, which is nobody's business.
probe_cni() {
  folder=$host_root/etc/cni/net.d
  if [ ! -d "$folder" ]; then
    unknown cni.files '/etc/cni/net.d is missing'
    unknown cni.plugins '/etc/cni/net.d is missing'
    return
  fi
  items=
  plugins=
  for file in "$folder"/*; do
    [ -f "$file" ] || continue
    add_item "${file##*/}"
    case $file in
      *.conf | *.conflist | *.json)
        have awk || continue
        found=$(awk '{ text = text " " $0 } END { while (match(text, /"type"[ \t]*:[ \t]*"[A-Za-z0-9._-]+"/)) {
          type = substr(text, RSTART, RLENGTH); text = substr(text, RSTART + RLENGTH); sub(/^"type"[ \t]*:[ \t]*"/, "", type); sub(/"$/, "", type); print type } }' "$file" 2>/dev/null)
        plugins="$plugins $found"
        ;;
    esac
  done
  fact cni.files "[$items]" /etc/cni/net.d
  if ! have awk; then
    unknown cni.plugins 'awk is missing'
    return
  fi
  items=
  known=' '
  for name in $plugins; do
    case $known in *" $name "*) continue ;; esac
    known="$known$name "
    add_item "$name"
  done
  fact cni.plugins "[$items]" '/etc/cni/net.d/*.conf, *.conflist'
}
