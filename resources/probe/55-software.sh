# Other software that may write rules: by the names of its processes, and by what is started at boot.

PROCESSES='firewalld dockerd tailscaled keepalived kube-vip calico-node felix flanneld cilium-agent antrea-agent weaver ovnkube istio-cni pilot-agent
k3s rke2 kube-proxy kube-router haproxy frr bgpd zebra bird metallb speaker fail2ban-server crowdsec-firewall-bouncer nodelocaldns node-cache'

UNITS='firewalld nftables ufw iptables netfilter-persistent docker tailscaled keepalived ipvsadm fail2ban'

probe_software() {
  names=' '
  for folder in "$proc"/[0-9]*; do
    if read_line "$folder/comm"; then names="$names$text "; fi
  done
  if [ -n "$host_root" ] && [ "$proc" = /proc ]; then
    unknown software.processes "the processes of the host are not mounted at $host_root/proc"
  elif [ "$names" = ' ' ]; then
    unknown software.processes 'no process can be seen in /proc'
  else
    items=
    for name in $PROCESSES; do
      # The kernel cuts names to 15 bytes.
      short=$name
      while [ ${#short} -gt 15 ]; do short=${short%?}; done
      case $names in *" $short "*) add_item "$name" ;; esac
    done
    fact software.processes "[$items]" '/proc/*/comm'
  fi
  if [ ! -d "$host_root/etc/systemd/system" ]; then
    unknown software.units '/etc/systemd/system is missing'
    return
  fi
  items=
  for unit in $UNITS; do
    for folder in "$host_root"/etc/systemd/system/*.wants; do
      if [ -e "$folder/$unit.service" ] || [ -L "$folder/$unit.service" ]; then
        # The unit of ufw is on in any case; this file decides.
        if [ "$unit" = ufw ] && ! ufw_is_on; then continue; fi
        add_item "$unit"
        break
      fi
    done
  done
  fact software.units "[$items]" '/etc/systemd/system/*.wants'
}

ufw_is_on() {
  [ -r "$host_root/etc/ufw/ufw.conf" ] || return 1
  while read -r text; do
    case $text in ENABLED=yes*) return 0 ;; esac
  done <"$host_root/etc/ufw/ufw.conf"
  return 1
}
