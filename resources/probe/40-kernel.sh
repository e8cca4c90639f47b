# Whether the kernel has what kube-proxy's rules need: by loading such rules, or else from its configuration.

# One small piece of kube-proxy's ruleset for each thing that a kernel may lack. $family is ip or ip6.
test_rules() {
  probe_table="table $family cdk8s-nftables-probe"
  echo "add $probe_table"
  echo "add chain ${probe_table#table } c"
  case $1 in
    base)
      echo "add chain ${probe_table#table } f { type filter hook forward priority 0 ; }"
      echo "add chain ${probe_table#table } p { type nat hook prerouting priority -100 ; }"
      echo "add chain ${probe_table#table } o { type nat hook postrouting priority 100 ; }"
      ;;
    maps)
      echo "add set ${probe_table#table } s { type ${addr} ; }"
      echo "add map ${probe_table#table } m { type ${addr} . inet_proto . inet_service : verdict ; }"
      echo "add rule ${probe_table#table } c $family daddr . meta l4proto . th dport vmap @m"
      ;;
    affinity)
      echo "add set ${probe_table#table } a { type ${addr} ; flags dynamic,timeout ; timeout 10800s ; }"
      echo "add rule ${probe_table#table } c update @a { $family saddr }"
      ;;
    ct) echo "add rule ${probe_table#table } c ct state new accept" ;;
    fib) echo "add rule ${probe_table#table } c fib daddr type local accept" ;;
    reject) echo "add rule ${probe_table#table } c reject" ;;
    masquerade) echo "add rule ${probe_table#table } c mark and 0x4000 != 0 mark set mark xor 0x4000 masquerade fully-random" ;;
    dnat) echo "add rule ${probe_table#table } c meta l4proto tcp dnat to $endpoint:80" ;;
    numgen) echo "add rule ${probe_table#table } c meta l4proto tcp dnat $family addr . port to numgen random mod 1 map { 0 : $one . 80 }" ;;
  esac
}

# Sets family, and what goes with it.
choose_family() {
  family=$1
  if [ "$1" = ip ]; then
    addr=ipv4_addr one=192.0.2.1 endpoint=192.0.2.1
  else
    addr=ipv6_addr one=2001:db8::1 endpoint='[2001:db8::1]'
  fi
}

NEEDED='base maps affinity ct fib reject masquerade dnat numgen'

# Loads the standard input by way $1.
load_rules() {
  case $1 in
    namespace)
      # shellcheck disable=SC2086 # unshare_options are several
      if [ -n "$tool_root" ]; then
        $limit unshare $unshare_options chroot "$tool_root" "$tool_path" -f -
      else
        $limit unshare $unshare_options "$tool_path" -f -
      fi
      ;;
    check) with_root "$tool_path" -c -f - ;;
  esac
}

probe_kernel() {
  way=
  if find_tool nft; then
    # Without root a namespace of users is needed as well, where that is allowed.
    for unshare_options in -n '-r -n'; do
      # shellcheck disable=SC2086 # several options
      if have unshare && $limit unshare $unshare_options true 2>/dev/null; then
        way=namespace
        how="rules loaded by nft$tool_of into a network namespace of their own"
        break
      fi
    done
    if [ -z "$way" ] && echo "add table ip cdk8s-nftables-probe" | load_rules check 2>/dev/null; then
      way=check
      how="rules checked by nft$tool_of --check"
    fi
  fi
  if [ -z "$way" ]; then
    probe_kernel_configuration
    return
  fi
  items=
  for one_family in ip ip6; do
    choose_family $one_family
    for piece in $NEEDED; do test_rules "$piece" | load_rules $way 2>/dev/null || add_item "$one_family $piece"; done
  done
  report_lacking "$how"
}

# Reports what is in items.
report_lacking() {
  if [ -z "$items" ]; then fact kernel.nftables true "$1"; else fact kernel.nftables false "$1"; fi
  fact kernel.lacks "[$items]" "$1"
}

# Options of the kernel's configuration, the modules that they make, and what needs them.
KERNEL_OPTIONS='NF_TABLES:nf_tables:base NF_TABLES_IPV4::base NF_TABLES_IPV6::base NFT_CT:nft_ct:ct NFT_FIB:nft_fib:fib NFT_FIB_IPV4:nft_fib_ipv4:fib
NFT_FIB_IPV6:nft_fib_ipv6:fib NFT_REJECT:nft_reject:reject NFT_MASQ:nft_masq:masquerade NFT_NAT:nft_nat:dnat NF_NAT:nf_nat:dnat
NFT_NUMGEN:nft_numgen:numgen NF_CONNTRACK:nf_conntrack:ct'

probe_kernel_configuration() {
  config=
  configuration=
  if [ -r "$proc/config.gz" ] && have zcat; then
    configuration=$(zcat <"$proc/config.gz" 2>/dev/null)
    config=/proc/config.gz
  fi
  for file in "/boot/config-$kernel" "/lib/modules/$kernel/config" "/usr/lib/modules/$kernel/config"; do
    [ -z "$configuration" ] || break
    if [ -z "$kernel" ] || [ ! -r "$host_root$file" ] || ! have cat; then continue; fi
    configuration=$(cat "$host_root$file")
    config=$file
  done
  if [ -z "$configuration" ]; then
    unknown kernel.nftables 'neither nft, nor /proc/config.gz, nor a configuration in /boot can be used'
    unknown kernel.lacks 'neither nft, nor /proc/config.gz, nor a configuration in /boot can be used'
    return
  fi
  items=
  lacking=' '
  for entry in $KERNEL_OPTIONS; do
    option=${entry%%:*}
    piece=${entry##*:}
    module=${entry#*:}
    module=${module%%:*}
    case "
$configuration
" in
      *"
CONFIG_$option=y
"*) continue ;;
      *"
CONFIG_$option=m
"*) if [ -z "$module" ] || module_exists "$module"; then continue; fi ;;
    esac
    case $lacking in *" $piece "*) continue ;; esac
    lacking="$lacking$piece "
    add_item "$piece"
  done
  report_lacking "$config"
}

# Whether the file of a module is there; true where modules cannot be looked at.
module_exists() {
  for folder in /lib/modules /usr/lib/modules; do
    list=$host_root$folder/$kernel/modules.dep
    [ -r "$list" ] || continue
    have grep || return 0
    grep -q "/$1\.ko" "$list"
    return
  done
  return 0
}
