import { FindingConfidence, FindingSeverity } from '../../findings/finding';
import { NftablesRule } from '../../goals/nftables/rule';

/** The first minor with a full sync every hour (upstream pkg/proxy/nftables/proxier.go, syncProxyRules). */
const PERIODIC_MINOR = 33;

export const nftablesFlush: NftablesRule = {
  id: 'nftables-flush',
  title: 'nft flush ruleset takes all Services down',
  severity: FindingSeverity.WARNING,
  confidence: FindingConfidence.NEEDS_NODE_CHECK,
  from: ['ipvs', 'iptables'],
  description: '"flush ruleset" deletes the tables of kube-proxy with all others. /etc/nftables.conf of most distributions begins with it, so a start, reload or '
    + 'restart of nftables.service runs it, and so do hardening jobs and some firewall tools. iptables mode notices a flush by a canary chain and restores '
    + 'its rules within seconds; nftables mode does not have such a monitor. No Service works on the node until the next full sync: up to one hour later (1.31 and '
    + '1.32 have no periodic one), when kube-proxy restarts, or after a change of a Service, whose sync fails and is retried as a full one.',
  remediation: 'Look for "flush ruleset" on the nodes: grep -rs \'flush ruleset\' /etc/nftables.conf /etc/nftables /etc/sysconfig/nftables.conf, and systemctl '
    + 'is-enabled nftables. Run systemctl mask --now nftables where nothing needs it; otherwise replace the flush by commands that delete and create your '
    + 'own tables only, and restart kube-proxy on the node after every flush.',
  references: [
    'https://github.com/spatiumddi/spatiumddi/pull/382',
    'https://github.com/NixOS/nixpkgs/issues/286584',
    'https://github.com/k0sproject/k0s/issues/2908',
  ],
  * check({ showsCluster, targetMinor, configurationObjects }) {
    if (!showsCluster) return;
    yield {
      message: 'In nftables mode, "nft flush ruleset" on a node stops all of its Services until the next full sync'
        + `${targetMinor < PERIODIC_MINOR ? '' : ', up to one hour later'}.`,
      objects: configurationObjects,
    };
  },
};
