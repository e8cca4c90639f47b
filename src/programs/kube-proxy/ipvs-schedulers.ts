/** What users of a scheduler of IPVS lose with random selection: upstream `pkg/proxy/ipvs`, and the kernel's `net/netfilter/ipvs`. */
const LOSSES: Readonly<Record<string, string>> = {
  ...ofAll(['rr', 'wrr'], 'Endpoints currently take turns; with random selection, they get equal shares of connections only over time.'),
  ...ofAll(['lc', 'wlc', 'sed', 'nq', 'lblc', 'lblcr'], 'New connections currently go to the endpoint with the fewest connections from this node. With '
    + 'random selection, long-lived connections (gRPC, database pools) spread unevenly, and a restarted endpoint gets no more than its share.'),
  sh: 'The client address currently determines the endpoint, so clients stay with an endpoint without sessionAffinity; with random selection, they '
    + 'do not.',
  ...ofAll(['mh', 'dh'], 'A hash currently determines the endpoint. Clients that depend on it need sessionAffinity in nftables mode.'),
};

/** What kube-proxy uses where the configuration names none. */
export const DEFAULT_SCHEDULER = 'rr';

/** Schedulers that spread connections evenly, whoever sends them. */
const EVEN: readonly string[] = ['rr', 'wrr'];

/** What is lost, in sentences. */
export function schedulerLoss(scheduler: string): string {
  return Object.hasOwn(LOSSES, scheduler) ? LOSSES[scheduler] : 'nftables mode does not have a counterpart for this scheduler.';
}

/** Whether a scheduler treats all connections alike, so that few notice that it is gone. */
export function spreadsEvenly(scheduler: string): boolean {
  return EVEN.includes(scheduler);
}

function ofAll(names: readonly string[], loss: string): Record<string, string> {
  return Object.fromEntries(names.map(name => [name, loss]));
}
