import { CiliumMinor } from '../target';

/** What of Cilium's configuration decides whether a policy is accepted. */
export interface PolicySettings {
  readonly minor: CiliumMinor;
  readonly l7Proxy: boolean;
  readonly nodeSelectorLabels: boolean;
  /** Whether protocols without ports may leave the port out: option enable-extended-ip-protocols. */
  readonly extendedProtocols?: boolean;
}
