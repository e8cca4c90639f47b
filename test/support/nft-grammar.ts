/**
 * The lines that a script may have, as regular expressions: everything that can come out of names, addresses and numbers is
 * spelled out, so that a value which breaks out of its place gives a line that matches none.
 */

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const HEXTETS = '(?:(?:0|[1-9a-f][0-9a-f]{0,3})(?::(?:0|[1-9a-f][0-9a-f]{0,3})){0,7})';
const IPV6 = `${HEXTETS}?(?:::${HEXTETS}?)?`;
const IP = `(?:${IPV4}|${IPV6})`;
const CIDR = `${IP}/\\d{1,3}`;
const PORT = '[1-9]\\d{0,4}';
const PROTOCOL = '(?:tcp|udp|sctp)';
const MARK = '0x[0-9a-f]{8}';
const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';
const HASH = '[A-Z2-7]{8}';

const SERVICE_PORT = `${LABEL}/${LABEL}/${PROTOCOL}/(?:${LABEL})?`;
/** An endpoint's name is cut where nft's limit is reached, which is only ever in its address. */
const ENDPOINT = `${HASH}-${SERVICE_PORT}__(?:[0-9a-f.]{2,39}/${PORT}|[0-9a-f./]{1,45}\\.\\.\\.)`;
const ENDPOINT_CHAIN = `endpoint-${ENDPOINT}`;
const AFFINITY_SET = `affinity-${ENDPOINT}`;
const SERVICE_CHAIN = `(?:service|local|external|firewall)-${HASH}-${SERVICE_PORT}`;
const STATIC_CHAIN = '(?:services|masquerading|mark-for-masquerade|cluster-ips-check|service-endpoints-check|nodeport-endpoints-check|firewall-check|reject-chain)';
const BASE_CHAIN = '(?:filter-prerouting|filter-prerouting-pre-dnat|filter-input|filter-forward|filter-output|filter-output-pre-dnat'
  + '|filter-output-post-dnat|nat-prerouting|nat-output|nat-postrouting)';
const CHAIN = `(?:${STATIC_CHAIN}|${BASE_CHAIN}|${SERVICE_CHAIN}|${ENDPOINT_CHAIN})`;

const ADDRESS_TYPE = '(?:ipv4_addr|ipv6_addr)';
const FRONTEND_TYPE = `${ADDRESS_TYPE} \\. inet_proto \\. inet_service`;
const COMMENT = '"[A-Za-z@/ -]+"';
const SERVICE_PORT_COMMENT = `"${LABEL}/${LABEL}(?::${LABEL})?"`;
/** A comment that is cut may end anywhere. */
const CUT_COMMENT = '"[-a-z0-9/:]{1,128}"';
const VERDICT = `(?:drop|goto reject-chain|goto ${SERVICE_CHAIN})`;

const ADDRESS_FIELD = '(?:ip|ip6) (?:saddr|daddr)';
const INTERFACE = '[A-Za-z0-9._-]{1,15}\\*?';
const LOCAL = `(?:${ADDRESS_FIELD}(?: !=)? ${CIDR}|iif(?:name)?(?: !=)? ${INTERFACE})`;
const MARK_STATEMENT = `(?:mark set mark or ${MARK}|jump mark-for-masquerade)`;
const NOT_LOCALHOST = '(?:ip daddr != 127\\.0\\.0\\.0/8|ip6 daddr != ::1)';
const NODE_PORT_KEY = 'meta l4proto \\. th dport';
const FRONTEND_KEY = `(?:ip|ip6) daddr \\. ${NODE_PORT_KEY}`;
const TO_NODE_PORT = `(?:(?:ip|ip6) daddr @nodeport-ips|(?:fib daddr type local )?${NOT_LOCALHOST})`;

function list(item: string, separator: string): string {
  return `${item}(?:${separator}${item})*`;
}

const RULE = [
  '(?:ct state new )?jump (?:services|masquerading|cluster-ips-check|service-endpoints-check|nodeport-endpoints-check|firewall-check)',
  'reject',
  `mark set mark (?:or|xor) ${MARK}`,
  `mark and ${MARK} == 0 return`,
  `mark and ${MARK} != 0 mark set mark xor ${MARK} masquerade fully-random`,
  'masquerade fully-random',
  `ct status dnat (?:ip|ip6) saddr \\. ${FRONTEND_KEY} @hairpin-connections masquerade fully-random`,
  `(?:ip|ip6) daddr @cluster-ips reject comment ${COMMENT}`,
  `(?:ip|ip6) daddr \\{ ${list(CIDR, ',')} \\} drop comment ${COMMENT}`,
  `${FRONTEND_KEY} vmap @(?:service-ips|firewall-ips|no-endpoint-services)`,
  `${TO_NODE_PORT} ${NODE_PORT_KEY} vmap @(?:service-nodeports|no-endpoint-nodeports)`,
  `(?:ip|ip6) daddr @cluster-ips (?:${LOCAL} )?${MARK_STATEMENT} comment ${COMMENT}`,
  `(?:ip|ip6) daddr ${IP} (?:${PROTOCOL} dport ${PORT} )?(?:${LOCAL} )?jump mark-for-masquerade`,
  `${MARK_STATEMENT}(?: comment "masquerade")?`,
  `${LOCAL} goto ${SERVICE_CHAIN} comment ${COMMENT}`,
  `fib saddr type local (?:${MARK_STATEMENT}|goto ${SERVICE_CHAIN}) comment ${COMMENT}`,
  `goto ${SERVICE_CHAIN}`,
  `(?:ip|ip6) saddr != \\{ ${list(`${IP}(?:/\\d{1,3})?`, ' , ')} \\} drop`,
  `(?:ip|ip6) saddr ${IP} jump mark-for-masquerade`,
  `update @${AFFINITY_SET} \\{ (?:ip|ip6) saddr \\}`,
  `meta l4proto ${PROTOCOL} dnat to (?:${IPV4}|\\[${IPV6}\\]):${PORT}`,
  `meta l4proto ${PROTOCOL} dnat (?:ip|ip6) addr \\. port to numgen random mod [1-9]\\d* map \\{ ${list(`\\d+ : ${IP} \\. ${PORT}`, ' , ')} \\}`,
  `(?:ip|ip6) saddr @${AFFINITY_SET} goto ${ENDPOINT_CHAIN}`,
  `numgen random mod [1-9]\\d* vmap \\{ ${list(`\\d+ : goto ${ENDPOINT_CHAIN}`, ' , ')} \\}`,
].join('|');

const TABLE = '(?:ip|ip6) kube-proxy';

const LINES = [
  `add table ${TABLE} \\{ comment "rules for kube-proxy" ; \\}`,
  `add chain ${TABLE} (?:${STATIC_CHAIN}|${SERVICE_CHAIN}|${ENDPOINT_CHAIN})`,
  `add chain ${TABLE} reject-chain \\{ comment ${COMMENT} ; \\}`,
  `add chain ${TABLE} ${BASE_CHAIN} \\{ type (?:filter|nat) hook (?:prerouting|input|forward|output|postrouting) priority -?\\d+ ; \\}`,
  `add set ${TABLE} hairpin-connections \\{ type ${ADDRESS_TYPE} \\. ${FRONTEND_TYPE} ; comment ${COMMENT} ; \\}`,
  `add set ${TABLE} (?:cluster-ips|nodeport-ips) \\{ type ${ADDRESS_TYPE} ; comment ${COMMENT} ; \\}`,
  `add set ${TABLE} ${AFFINITY_SET} \\{ type ${ADDRESS_TYPE} ; flags dynamic,timeout ; timeout [1-9]\\d{0,4}s ; \\}`,
  `add map ${TABLE} (?:service-ips|firewall-ips|no-endpoint-services) \\{ type ${FRONTEND_TYPE} : verdict ; comment "[A-Za-z, ]+" ; \\}`,
  `add map ${TABLE} (?:service-nodeports|no-endpoint-nodeports) \\{ type inet_proto \\. inet_service : verdict ; comment "[A-Za-z, ]+" ; \\}`,
  `add rule ${TABLE} ${CHAIN} (?:${RULE})`,
  `add element ${TABLE} (?:cluster-ips|nodeport-ips) \\{ ${IP} \\}`,
  `add element ${TABLE} hairpin-connections \\{ ${IP} \\. ${IP} \\. ${PROTOCOL} \\. ${PORT} \\}`,
  `add element ${TABLE} (?:service-ips|firewall-ips) \\{ ${IP} \\. ${PROTOCOL} \\. ${PORT} : ${VERDICT} \\}`,
  `add element ${TABLE} service-nodeports \\{ ${PROTOCOL} \\. ${PORT} : ${VERDICT} \\}`,
  `add element ${TABLE} no-endpoint-services \\{ ${IP} \\. ${PROTOCOL} \\. ${PORT} comment (?:${SERVICE_PORT_COMMENT}|${CUT_COMMENT}) : ${VERDICT} \\}`,
  `add element ${TABLE} no-endpoint-nodeports \\{ ${PROTOCOL} \\. ${PORT} comment (?:${SERVICE_PORT_COMMENT}|${CUT_COMMENT}) : ${VERDICT} \\}`,
  '#[ -~]*',
].map(line => new RegExp(`^(?:${line})$`));

/** The lines of a script that the grammar does not know. */
export function strangeLines(script: string): string[] {
  const lines = script.split('\n');
  if (lines.pop() !== '') return ['the last line has no line feed'];
  return lines.filter(line => !LINES.some(form => form.test(line)));
}
