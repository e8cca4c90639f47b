import { quoted } from '../../../../base/errors';
import { alternatives } from '../../../../base/text/words';
import { CiliumMinor, Period } from '../../target';
import { AgentConfig, isOn } from '../../values/agent-config';

/** The options of an agent, and what a reader calls them: by the chart's values, or by the keys of the ConfigMap. */
export class AgentOptions {
  constructor(
    private readonly config: AgentConfig, public readonly minor: CiliumMinor, private readonly nameOf: (option: string) => string = option => option,
  ) {}

  /** The text of an option; where there is none, the agent's default. */
  public text(option: string): string {
    return this.config[option] ?? DEFAULTS[option] ?? '';
  }

  /** The options that somebody has set, with their texts. */
  public get given(): readonly (readonly [string, string])[] {
    return Object.entries(this.config);
  }

  /** The number of an option; `undefined` where its text is none. An empty text is 0 from 1.18. */
  public number(option: string): number | undefined {
    const text = this.text(option);
    if (text === '' && this.config[option] !== undefined && this.minor !== '1.17') return 0;
    return /^[+-]?\d+(?:\.\d*)?$/.test(text) ? Number(text) : undefined;
  }

  /** The words of a list, with blanks between them, which is how most options are read. */
  public list(option: string): readonly string[] {
    return this.text(option).split(/\s+/).filter(word => word !== '');
  }

  /** The items of a list that a module of the agent reads: it is split at commas, and at blanks where there are none. */
  public items(option: string): readonly string[] {
    return this.text(option).includes(',') ? this.text(option).split(',') : this.list(option);
  }

  public isSet(option: string): boolean {
    return this.text(option) !== '';
  }

  public isOn(option: string): boolean {
    return isOn(this.config, option, DEFAULTS[option] === 'true');
  }

  /** What the reader knows the option by. */
  public name(option: string): string {
    return this.nameOf(option);
  }

  public get isTunneling(): boolean {
    return this.text('routing-mode') !== 'native';
  }

  /** Whether the agent serves NodePorts; up to 1.18 this could be had without the rest of the replacement. */
  public get servesNodePorts(): boolean {
    return this.isOn('kube-proxy-replacement') || (['1.17', '1.18'].includes(this.minor) && this.isOn('enable-node-port'));
  }

  public masqueradesFamily(family: 'ipv4' | 'ipv6'): boolean {
    return this.isOn(`enable-${family}`) && this.isOn(`enable-${family}-masquerade`);
  }

  public get masquerades(): boolean {
    return this.masqueradesFamily('ipv4') || this.masqueradesFamily('ipv6');
  }

  /** Whether iptables masquerades, and not a BPF program. */
  public get masqueradesWithIptables(): boolean {
    return this.masquerades && !this.isOn('enable-bpf-masquerade');
  }

  /** Whether all parts of kube-proxy's replacement are on; up to 1.18 each of them can be turned on by itself. */
  public get replacesKubeProxy(): boolean {
    return this.isOn('kube-proxy-replacement') || (['1.17', '1.18'].includes(this.minor)
      && ['enable-node-port', 'enable-host-port', 'enable-external-ips', 'bpf-lb-sock', 'enable-session-affinity'].every(option => this.isOn(option)));
  }

  /** Whether replies of other nodes go to clients directly, for all Services or for those that ask for it. */
  public get usesDsr(): boolean {
    return ['dsr', 'hybrid'].includes(this.text('bpf-lb-mode')) || this.isOn('bpf-lb-mode-annotation');
  }
}

/** What the agent takes where the ConfigMap has no such key: the flags in daemon/cmd/daemon_main.go, and pkg/defaults. */
const DEFAULTS: Readonly<Record<string, string>> = {
  'enable-ipv4': 'true',
  'enable-ipv6': 'true',
  'enable-ipv4-masquerade': 'true',
  'enable-ipv6-masquerade': 'true',
  'enable-l7-proxy': 'true',
  'install-iptables-rules': 'true',
  'enable-endpoint-health-checking': 'true',
  'routing-mode': 'tunnel',
  'tunnel-protocol': 'vxlan',
  'kube-proxy-replacement': 'false',
  'bpf-lb-mode': 'snat',
  'bpf-lb-algorithm': 'random',
  'bpf-lb-dsr-dispatch': 'opt',
  'bpf-lb-acceleration': 'disabled',
  'bpf-lb-map-max': '65536',
  'bpf-lb-maglev-table-size': '16381',
  'ipam': 'cluster-pool',
  'datapath-mode': 'veth',
  'identity-allocation-mode': 'kvstore',
  'cluster-name': 'default',
  'cluster-id': '0',
  'max-connected-clusters': '255',
  'enable-auto-protect-node-port-range': 'true',
  'monitor-aggregation': 'None',
  'allow-localhost': 'auto',
};

/** What the agent says no to. */
export interface AgentProblem {
  readonly option: string;
  readonly message: string;
}

/** A combination of options with which the agent ends as it starts, on every node, again and again. */
export interface AgentRule extends Period {
  readonly id: string;
  /** Where upstream has it. */
  readonly source: string;
  readonly check: (options: AgentOptions) => AgentProblem | readonly AgentProblem[] | undefined;
}

/** Words that an option knows; an empty one, too, where it is among them. */
export function wordsRule(id: string, option: string, allowed: readonly string[], source: string, period: Period = {}): AgentRule {
  return {
    id,
    ...period,
    source,
    check: options => allowed.includes(options.text(option)) ? undefined
      : { option, message: `${quoted(options.text(option))} is not supported; expected ${alternatives(allowed.filter(word => word !== ''))}` },
  };
}
