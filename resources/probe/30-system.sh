# Kernel, distribution, modules, sysctls.

# Modules whose presence matters; each may be built into the kernel.
MODULES='nf_tables nf_conntrack nf_nat nft_fib_inet nft_fib_ipv4 nft_ct nft_nat nft_masq nft_reject_inet nft_numgen nft_compat ip_tables ip_set ip_vs br_netfilter'

SYSCTLS='net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.ipv6.conf.all.disable_ipv6 net.bridge.bridge-nf-call-iptables
net.netfilter.nf_conntrack_max net.netfilter.nf_conntrack_tcp_be_liberal net.ipv4.conf.all.route_localnet net.ipv4.conf.all.arp_ignore
net.ipv4.conf.all.arp_announce net.ipv4.conf.all.rp_filter net.ipv4.ip_local_port_range net.ipv4.ip_local_reserved_ports
net.ipv4.vs.conntrack net.ipv4.vs.expire_nodest_conn net.ipv4.vs.expire_quiescent_template net.ipv4.vs.conn_reuse_mode'

probe_system() {
  if read_line "$proc/sys/kernel/osrelease"; then
    kernel=$text
    fact_text kernel.release "$text" /proc/sys/kernel/osrelease
  else
    kernel=
    unknown kernel.release '/proc/sys/kernel/osrelease cannot be read'
  fi
  probe_distribution
  probe_modules
  probe_boot_files
  probe_sysctls
}

probe_distribution() {
  release=
  for file in /etc/os-release /usr/lib/os-release; do
    [ -r "$host_root$file" ] && release=$file && break
  done
  if [ -z "$release" ]; then
    unknown os.name 'neither /etc/os-release nor /usr/lib/os-release can be read'
    unknown os.id 'neither /etc/os-release nor /usr/lib/os-release can be read'
    unknown os.version 'neither /etc/os-release nor /usr/lib/os-release can be read'
    return
  fi
  os_name='' os_id='' os_version=''
  while IFS='=' read -r key value; do
    value=${value#[\"\']}
    value=${value%[\"\']}
    case $key in
      PRETTY_NAME) os_name=$value ;;
      ID) os_id=$value ;;
      VERSION_ID) os_version=$value ;;
    esac
  done <"$host_root$release"
  fact_text os.name "$os_name" "$release"
  fact_text os.id "$os_id" "$release"
  fact_text os.version "$os_version" "$release"
}

probe_modules() {
  if [ ! -r "$proc/modules" ]; then
    unknown modules.loaded '/proc/modules cannot be read'
  else
    loaded=' '
    while read -r module value; do loaded="$loaded$module "; done <"$proc/modules"
    items=
    for module in $MODULES; do
      case $loaded in *" $module "*) add_item "$module" ;; esac
    done
    fact modules.loaded "[$items]" /proc/modules
  fi
  # Built in or loaded, it has this sysctl in the first network namespace and in every other.
  if [ -d "$proc/sys/net" ]; then
    if [ -e "$proc/sys/net/netfilter/nf_conntrack_max" ]; then value=true; else value=false; fi
    fact kernel.conntrack "$value" /proc/sys/net/netfilter/nf_conntrack_max
  else
    unknown kernel.conntrack '/proc/sys/net cannot be read'
  fi
  if [ -r "$proc/net/ip_vs" ]; then value=true; else value=false; fi
  fact kernel.ipvs "$value" /proc/net/ip_vs
}

# Which of the modules, and which value of net.ipv4.ip_forward, files set at the next boot.
probe_boot_files() {
  if [ ! -d "$host_root/etc" ]; then
    unknown modules.atBoot '/etc is not mounted'
    unknown sysctls.ipForwardAtBoot '/etc is not mounted'
    return
  fi
  named=' '
  for file in "$host_root"/etc/modules "$host_root"/etc/modules-load.d/*.conf "$host_root"/run/modules-load.d/*.conf \
    "$host_root"/usr/lib/modules-load.d/*.conf; do
    [ -r "$file" ] || continue
    while read -r module value || [ -n "$module" ]; do named="$named$module "; done <"$file"
  done
  items=
  for module in $MODULES; do
    case $named in *" $module "*) add_item "$module" ;; esac
  done
  fact modules.atBoot "[$items]" '/etc/modules, /etc/modules-load.d, /usr/lib/modules-load.d'
  forward=null
  for file in "$host_root"/usr/lib/sysctl.d/*.conf "$host_root"/run/sysctl.d/*.conf "$host_root"/etc/sysctl.d/*.conf "$host_root"/etc/sysctl.conf; do
    [ -r "$file" ] || continue
    while IFS='=' read -r key value || [ -n "$key" ]; do
      # Blanks at both sides of the key and the value.
      # shellcheck disable=SC2086 # they are to be split
      set -f && set -- $key && set +f
      case ${1:-} in
        net.ipv4.ip_forward | net/ipv4/ip_forward | -net.ipv4.ip_forward)
          # shellcheck disable=SC2086 # the same
          set -f && set -- $value && set +f
          case ${1:-} in
            0) forward=false ;;
            [1-9]) forward=true ;;
          esac
          ;;
      esac
    done <"$file"
  done
  fact sysctls.ipForwardAtBoot "$forward" '/etc/sysctl.conf, /etc/sysctl.d, /run/sysctl.d, /usr/lib/sysctl.d'
}

probe_sysctls() {
  if [ ! -d "$proc/sys/net" ]; then
    unknown sysctls '/proc/sys/net cannot be read'
    return
  fi
  if ! have cat; then
    unknown sysctls 'cat is missing'
    return
  fi
  values=
  for key in $SYSCTLS; do
    path=$proc/sys
    rest=$key
    while [ "$rest" != "${rest#*.}" ]; do
      path=$path/${rest%%.*}
      rest=${rest#*.}
    done
    # Read at once: of a number, a shell that reads byte by byte gets the first digit.
    text=$(cat "$path/$rest" 2>/dev/null) || continue
    # shellcheck disable=SC2086 # a range is separated by a tab
    set -- $text
    quote "$*"
    values="$values${values:+,}\"$key\":$quoted"
  done
  fact sysctls "{$values}" /proc/sys/net
}
