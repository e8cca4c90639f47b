import { PlainObject } from '../../../base/objects/fields';

/*
 * The files `files/profile-*.yaml` of the charts, which are the same in all charts of a release: manifests/charts of github.com/istio/istio, tags
 * 1.24.6 to 1.30.3 and branch release-1.31. Of their contents only what decides something about ambient mode is here.
 */

export const ISTIO_PROFILES: readonly string[] = ['ambient', 'demo', 'preview', 'remote', 'stable'];

/** The platforms and what their files set, by the first minor that has them so. */
const PLATFORMS: Readonly<Record<string, readonly { readonly since: number; readonly sets: PlainObject }[]>> = {
  gke: [
    { since: 25, sets: { cni: { cniBinDir: '' } } },
    { since: 26, sets: { cni: { cniBinDir: '', resourceQuotas: { enabled: true } }, resourceQuotas: { enabled: true } } },
  ],
  k3d: [{ since: 0, sets: { cni: { cniConfDir: '/var/lib/rancher/k3s/agent/etc/cni/net.d', cniBinDir: '/bin' } } }],
  k3s: [
    { since: 0, sets: { cni: { cniConfDir: '/var/lib/rancher/k3s/agent/etc/cni/net.d', cniBinDir: '/var/lib/rancher/k3s/data/current/bin/' } } },
    { since: 25, sets: { cni: { cniConfDir: '/var/lib/rancher/k3s/agent/etc/cni/net.d', cniBinDir: '/var/lib/rancher/k3s/data/cni' } } },
  ],
  microk8s: [{ since: 0, sets: { cni: { cniConfDir: '/var/snap/microk8s/current/args/cni-network', cniBinDir: '/var/snap/microk8s/current/opt/cni/bin' } } }],
  minikube: [{ since: 0, sets: { cni: { cniNetnsDir: '/var/run/docker/netns' } } }],
  openshift: [{
    since: 0,
    sets: {
      cni: { cniBinDir: '/var/lib/cni/bin', cniConfDir: '/etc/cni/multus/net.d', chained: false, cniConfFileName: 'istio-cni.conf', provider: 'multus' },
      pilot: { cni: { enabled: true, provider: 'multus' } },
      seLinuxOptions: { type: 'spc_t' },
      trustedZtunnelNamespace: 'kube-system',
    },
  }],
};

const AMBIENT: PlainObject = {
  meshConfig: { defaultConfig: { proxyMetadata: { ISTIO_META_ENABLE_HBONE: 'true' } } },
  global: { variant: 'distroless' },
  pilot: { env: { PILOT_ENABLE_AMBIENT: 'true' } },
  cni: { ambient: { enabled: true } },
};

/** The oldest version that a release is compatible with, by the number of its minor; the newest one is its predecessor. */
function oldestCompatible(number: number): number {
  return number >= 29 ? 25 : number - 3;
}

export function compatibilityVersions(number: number): string[] {
  const oldest = oldestCompatible(number);
  return Array.from({ length: number - oldest }, (_, i) => `1.${oldest + i}`);
}

/** What the file of a compatibility version sets, as far as it is about ambient mode. */
function compatibilitySets(version: string, number: number): PlainObject {
  const before = Number(version.slice(2));
  const ambient = {
    ...before === 24 && number >= 25 && { dnsCapture: false },
    ...before < 26 && number >= 26 && { shareHostNetworkNamespace: true },
  };
  return { ambient, ...before < 29 && number >= 29 && { cni: { ambient: { reconcileIptablesOnStartup: false } } } };
}

export function platformsOf(number: number): string[] {
  return Object.keys(PLATFORMS).filter(name => PLATFORMS[name][0].since <= number);
}

/**
 * What `files/profile-NAME.yaml` sets; undefined where there is no such file. The name of a profile is part of the name of a file, so that
 * `platform-k3s` is one as well.
 */
export function profileFile(name: string, number: number): PlainObject | undefined {
  if (name.startsWith('platform-')) {
    const platform = name.slice('platform-'.length);
    if (!platformsOf(number).includes(platform)) return undefined;
    return PLATFORMS[platform].filter(({ since }) => since <= number).at(-1)!.sets;
  }
  if (name.startsWith('compatibility-version-')) {
    const version = name.slice('compatibility-version-'.length);
    return compatibilityVersions(number).includes(version) ? compatibilitySets(version, number) : undefined;
  }
  if (!ISTIO_PROFILES.includes(name)) return undefined;
  return name === 'ambient' ? AMBIENT : {};
}
