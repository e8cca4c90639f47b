/**
 * What kube-proxy programs for some examples: the lines beyond the static ruleset, by the example and the
 * kube-proxy versions. The node, Services and endpoints that belong to them stand in the test.
 */
export const WORKED_EXAMPLES: { readonly [example: string]: string } = {
  'A 1.36': `
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 8080 , 1 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'A 1.34': `
add chain ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 ip saddr 10.180.2.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 meta l4proto tcp dnat to 10.180.2.1:8080
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 ip saddr 10.180.0.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 meta l4proto tcp dnat to 10.180.0.1:8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip daddr 172.30.0.41 ip saddr != 10.0.0.0/8 jump mark-for-masquerade
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http numgen random mod 2 vmap { 0 : goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 , 1 : goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'A 1.31': `
add chain ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 ip saddr 10.180.2.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 meta l4proto tcp dnat to 10.180.2.1:8080
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 ip saddr 10.180.0.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 meta l4proto tcp dnat to 10.180.0.1:8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip daddr 172.30.0.41 tcp dport 80 ip saddr != 10.0.0.0/8 jump mark-for-masquerade
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http numgen random mod 2 vmap { 0 : goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 , 1 : goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'A1 1.36': `
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'A1 1.37': `
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat to 10.180.0.1:8080
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'A2': `
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 4 map { 0 : 10.180.0.10 . 80 , 1 : 10.180.0.10 . 8080 , 2 : 10.180.0.1 . 8080 , 3 : 10.180.0.2 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.2 . 10.180.0.2 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'B': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy local-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http ip saddr 10.0.0.0/8 goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit pod traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto local-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http ip saddr != { 203.0.113.0/25 , 192.168.0.0/16 , 1.2.3.4 } drop
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 8080 , 1 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy firewall-ips { 1.2.3.4 . tcp . 80 : goto firewall-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 1.2.3.4 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'B2 1.36': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http mark set mark or 0x00004000 comment "masquerade"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http ip saddr != { 203.0.113.0/25 } drop
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 8080 , 1 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy firewall-ips { 1.2.3.4 . tcp . 80 : goto firewall-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy firewall-ips { 1.2.3.5 . tcp . 80 : goto firewall-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 192.0.2.9 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 1.2.3.4 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 1.2.3.5 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'B2 1.35': `
add chain ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 ip saddr 10.180.2.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 meta l4proto tcp dnat to 10.180.2.1:8080
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 ip saddr 10.180.0.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 meta l4proto tcp dnat to 10.180.0.1:8080
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http jump mark-for-masquerade
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http ip saddr != { 203.0.113.0/25 } drop
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip daddr 172.30.0.41 ip saddr != 10.0.0.0/8 jump mark-for-masquerade
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http numgen random mod 2 vmap { 0 : goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 , 1 : goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy firewall-ips { 1.2.3.4 . tcp . 80 : goto firewall-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy firewall-ips { 1.2.3.5 . tcp . 80 : goto firewall-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 192.0.2.9 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 1.2.3.4 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 1.2.3.5 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'B3': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http ip saddr 10.0.0.0/8 goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit pod traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit local traffic"
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy no-endpoint-nodeports { tcp . 30080 comment "demo/web:http" : drop }
add element ip kube-proxy no-endpoint-services { 192.0.2.9 . tcp . 80 comment "demo/web:http" : drop }
add element ip kube-proxy no-endpoint-services { 1.2.3.4 . tcp . 80 comment "demo/web:http" : drop }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 192.0.2.9 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-ips { 1.2.3.4 . tcp . 80 : goto external-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'B4': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy local-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto local-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 8080 , 1 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'C': `
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy no-endpoint-services { 172.30.0.41 . tcp . 80 comment "demo/web:http" : drop }
`,
  'C2': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy local-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http mark set mark or 0x00004000 comment "masquerade"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.0.1 . 8080 , 1 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto local-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'D 1.36': `
add chain ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy local-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add set ip kube-proxy affinity-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 { type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }
add set ip kube-proxy affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 { type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 update @affinity-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 { ip saddr }
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 meta l4proto tcp dnat to 10.180.2.1:8080
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 update @affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 { ip saddr }
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 meta l4proto tcp dnat to 10.180.0.1:8080
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http ip saddr 10.0.0.0/8 goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit pod traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto local-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http ip saddr @affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http numgen random mod 1 vmap { 0 : goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 }
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip saddr @affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip saddr @affinity-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http numgen random mod 2 vmap { 0 : goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 , 1 : goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'D 1.35': `
add chain ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add chain ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add set ip kube-proxy affinity-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 { type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }
add set ip kube-proxy affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 { type ipv4_addr ; flags dynamic,timeout ; timeout 10800s ; }
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 ip saddr 10.180.2.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 update @affinity-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 { ip saddr }
add rule ip kube-proxy endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 meta l4proto tcp dnat to 10.180.2.1:8080
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 ip saddr 10.180.0.1 jump mark-for-masquerade
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 update @affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 { ip saddr }
add rule ip kube-proxy endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 meta l4proto tcp dnat to 10.180.0.1:8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip daddr 172.30.0.41 ip saddr != 10.0.0.0/8 jump mark-for-masquerade
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip saddr @affinity-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http ip saddr @affinity-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http numgen random mod 2 vmap { 0 : goto endpoint-JBRRBDOB-demo/web/tcp/http__10.180.0.1/8080 , 1 : goto endpoint-35DW72NG-demo/web/tcp/http__10.180.2.1/8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'E': `
add chain ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy firewall-AXK6CI2C-demo/web/tcp/http ip saddr != { 203.0.113.0/25 } drop
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy firewall-ips { 1.2.3.4 . tcp . 80 : goto firewall-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy no-endpoint-nodeports { tcp . 30080 comment "demo/web:http" : goto reject-chain }
add element ip kube-proxy no-endpoint-services { 172.30.0.41 . tcp . 80 comment "demo/web:http" : goto reject-chain }
add element ip kube-proxy no-endpoint-services { 192.0.2.9 . tcp . 80 comment "demo/web:http" : goto reject-chain }
add element ip kube-proxy no-endpoint-services { 1.2.3.4 . tcp . 80 comment "demo/web:http" : goto reject-chain }
`,
  'F 1.36': `
add chain ip6 kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip6 kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip6 addr . port to numgen random mod 2 map { 0 : fd00:10::a . 8080 , 1 : fd00:10::b . 8080 }
add element ip6 kube-proxy cluster-ips { fd00:96::41 }
add element ip6 kube-proxy hairpin-connections { fd00:10::a . fd00:10::a . tcp . 8080 }
add element ip6 kube-proxy service-ips { fd00:96::41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'F 1.37': `
add chain ip6 kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip6 kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat to [fd00:10::a]:8080
add element ip6 kube-proxy cluster-ips { fd00:96::41 }
add element ip6 kube-proxy hairpin-connections { fd00:10::a . fd00:10::a . tcp . 8080 }
add element ip6 kube-proxy service-ips { fd00:96::41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'F 1.35': `
add chain ip6 kube-proxy endpoint-UFLQ5EAN-demo/web/tcp/http__fd00.10..a/8080
add chain ip6 kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip6 kube-proxy endpoint-UFLQ5EAN-demo/web/tcp/http__fd00.10..a/8080 ip6 saddr fd00:10::a jump mark-for-masquerade
add rule ip6 kube-proxy endpoint-UFLQ5EAN-demo/web/tcp/http__fd00.10..a/8080 meta l4proto tcp dnat to [fd00:10::a]:8080
add rule ip6 kube-proxy service-AXK6CI2C-demo/web/tcp/http numgen random mod 1 vmap { 0 : goto endpoint-UFLQ5EAN-demo/web/tcp/http__fd00.10..a/8080 }
add element ip6 kube-proxy cluster-ips { fd00:96::41 }
add element ip6 kube-proxy service-ips { fd00:96::41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
`,
  'G': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy local-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http ip saddr 10.0.0.0/8 goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit pod traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto local-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.2.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'H': `
add chain ip kube-proxy external-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy local-AXK6CI2C-demo/web/tcp/http
add chain ip kube-proxy service-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http ip saddr 10.0.0.0/8 goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit pod traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local mark set mark or 0x00004000 comment "masquerade local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http fib saddr type local goto service-AXK6CI2C-demo/web/tcp/http comment "short-circuit local traffic"
add rule ip kube-proxy external-AXK6CI2C-demo/web/tcp/http goto local-AXK6CI2C-demo/web/tcp/http
add rule ip kube-proxy local-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.1 . 8080 }
add rule ip kube-proxy service-AXK6CI2C-demo/web/tcp/http meta l4proto tcp dnat ip addr . port to numgen random mod 2 map { 0 : 10.180.2.1 . 8080 , 1 : 10.180.3.1 . 8080 }
add element ip kube-proxy cluster-ips { 172.30.0.41 }
add element ip kube-proxy hairpin-connections { 10.180.0.1 . 10.180.0.1 . tcp . 8080 }
add element ip kube-proxy service-ips { 172.30.0.41 . tcp . 80 : goto service-AXK6CI2C-demo/web/tcp/http }
add element ip kube-proxy service-nodeports { tcp . 30080 : goto external-AXK6CI2C-demo/web/tcp/http }
`,
  'I': `
add chain ip kube-proxy service-FY5PMXPG-kube-system/kube-dns/udp/dns
add chain ip kube-proxy service-NWBZK7IH-kube-system/kube-dns/tcp/dns-tcp
add rule ip kube-proxy service-FY5PMXPG-kube-system/kube-dns/udp/dns meta l4proto udp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.7 . 53 }
add rule ip kube-proxy service-NWBZK7IH-kube-system/kube-dns/tcp/dns-tcp meta l4proto tcp dnat ip addr . port to numgen random mod 1 map { 0 : 10.180.0.7 . 53 }
add element ip kube-proxy cluster-ips { 172.30.0.10 }
add element ip kube-proxy cluster-ips { 172.30.0.11 }
add element ip kube-proxy hairpin-connections { 10.180.0.7 . 10.180.0.7 . udp . 53 }
add element ip kube-proxy hairpin-connections { 10.180.0.7 . 10.180.0.7 . tcp . 53 }
add element ip kube-proxy no-endpoint-services { 172.30.0.11 . sctp . 9 comment "demo/x" : goto reject-chain }
add element ip kube-proxy service-ips { 172.30.0.10 . udp . 53 : goto service-FY5PMXPG-kube-system/kube-dns/udp/dns }
add element ip kube-proxy service-ips { 172.30.0.10 . tcp . 53 : goto service-NWBZK7IH-kube-system/kube-dns/tcp/dns-tcp }
`,
};
