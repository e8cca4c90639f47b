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

  public get masquerades(): boolean {
    return (this.isOn('enable-ipv4') && this.isOn('enable-ipv4-masquerade')) || (this.isOn('enable-ipv6') && this.isOn('enable-ipv6-masquerade'));
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
  readonly check: (options: AgentOptions) => AgentProblem | undefined;
}
