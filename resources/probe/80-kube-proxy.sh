# What kube-proxy itself says.

METRICS='kubeproxy_sync_proxy_rules_nftables_sync_failures_total kubeproxy_sync_proxy_rules_nftables_cleanup_failures_total
kubeproxy_sync_proxy_rules_iptables_restore_failures_total kubeproxy_sync_proxy_rules_iptables_partial_restore_failures_total
kubeproxy_iptables_localhost_nodeports_accepted_packets_total kubeproxy_iptables_ct_state_invalid_dropped_packets_total
kubeproxy_sync_proxy_rules_last_timestamp_seconds kubeproxy_sync_proxy_rules_no_local_endpoints_total'

probe_kube_proxy() {
  probe_command_line
  metrics_address=127.0.0.1:10249
  case ${metrics_flag:-} in
    '') ;;
    :*) metrics_address=127.0.0.1$metrics_flag ;;
    0.0.0.0:*) metrics_address=127.0.0.1:${metrics_flag##*:} ;;
    *:*) metrics_address=$metrics_flag ;;
    *) metrics_address=$metrics_flag:10249 ;;
  esac
  fetch "http://$metrics_address/proxyMode"
  if [ -n "$answer" ]; then
    first_line_of "$answer"
    fact_text kubeProxy.mode "$first_line" "http://$metrics_address/proxyMode"
    probe_metrics
  else
    unknown kubeProxy.mode "http://$metrics_address/proxyMode: $problem"
    unknown kubeProxy.metrics "http://$metrics_address/proxyMode: $problem"
  fi
  probe_health
}

# Arguments of kube-proxy, and of nothing else.
probe_command_line() {
  metrics_flag=
  health_flag=
  found=
  if ! have tr; then
    unknown kubeProxy.commandLine 'tr is missing'
    return
  fi
  for folder in "$proc"/[0-9]*; do
    read_line "$folder/comm" || continue
    [ "$text" = kube-proxy ] || continue
    found=$folder
    break
  done
  if [ -z "$found" ]; then
    unknown kubeProxy.commandLine 'no process kube-proxy can be seen in /proc'
    return
  fi
  items=
  while read -r argument; do
    [ -n "$argument" ] || continue
    add_item "$argument"
    case $argument in
      --metrics-bind-address=*) metrics_flag=${argument#*=} ;;
      --healthz-bind-address=*) health_flag=${argument#*=} ;;
    esac
  done <<END
$(tr '\000' '\n' <"$found/cmdline" 2>/dev/null)
END
  if [ -z "$items" ]; then
    unknown kubeProxy.commandLine '/proc/*/cmdline of kube-proxy cannot be read'
  else
    fact kubeProxy.commandLine "[$items]" '/proc/*/cmdline of kube-proxy'
  fi
}

# Sets answer to what an address says, or problem.
fetch() {
  answer=
  problem='neither curl nor wget is installed'
  if have curl; then
    answer=$(curl -s -f -m "$seconds" "$1" 2>/dev/null) && return
    status=$?
    answer=
    case $status in
      7) problem='connection refused' ;;
      22) problem="answered with status $(curl -s -o /dev/null -w '%{http_code}' -m "$seconds" "$1" 2>/dev/null)" ;;
      28) problem='no answer in time' ;;
      *) problem="curl ended with $status" ;;
    esac
  elif have wget; then
    # shellcheck disable=SC2086 # limit is a command and its arguments
    answer=$($limit wget -q -T "$seconds" -O - "$1" 2>/dev/null) && return
    status=$?
    answer=
    problem='no answer in time'
    if [ $status = 124 ] || [ $status = 143 ]; then return; fi
    # shellcheck disable=SC2086 # the same
    message=$($limit wget -T "$seconds" -O - "$1" 2>&1 >/dev/null)
    case $message in
      *' 503'*) problem='answered with status 503' ;;
      *' 404'*) problem='answered with status 404' ;;
      *[Rr]efused*) problem='connection refused' ;;
      *) problem="wget ended with $status" ;;
    esac
  fi
}

probe_health() {
  health_address=127.0.0.1:10256
  case $health_flag in
    '') ;;
    :* | 0.0.0.0:*) health_address=127.0.0.1:${health_flag##*:} ;;
    *:*) health_address=$health_flag ;;
  esac
  fetch "http://$health_address/healthz"
  if [ -n "$answer" ]; then
    case $answer in
      *'"lastUpdated"'*) fact kubeProxy.healthy true "http://$health_address/healthz" ;;
      *) unknown kubeProxy.healthy "http://$health_address/healthz: another program answers" ;;
    esac
    return
  fi
  case $problem in
    *503*) fact kubeProxy.healthy false "http://$health_address/healthz: 503" ;;
    *) unknown kubeProxy.healthy "http://$health_address/healthz: $problem" ;;
  esac
}

probe_metrics() {
  if ! have awk; then
    unknown kubeProxy.metrics 'awk is missing'
    return
  fi
  fetch "http://$metrics_address/metrics"
  case $answer in
    *kubeproxy_*)
      fact kubeProxy.metrics "{$(printf '%s\n' "$answer" | awk -v wanted="$METRICS" '
        BEGIN { n = split(wanted, names, /[ \n]+/) }
        /^kubeproxy_/ { name = $1; sub(/\{.*/, "", name); if ($NF ~ /^[0-9.e+-]+$/) { sum[name] += $NF; has[name] = 1 } }
        END { for (i = 1; i <= n; i++) if (names[i] in has) printf "%s\"%s\":%.15g", (all++ ? "," : ""), names[i], sum[names[i]] }')}" "http://$metrics_address/metrics"
      ;;
    '') unknown kubeProxy.metrics "http://$metrics_address/metrics: $problem" ;;
    *) unknown kubeProxy.metrics "http://$metrics_address/metrics: another program answers" ;;
  esac
}
