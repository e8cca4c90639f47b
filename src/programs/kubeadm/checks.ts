import { isPlaceholder } from './placeholders';
import { quoted } from '../../base/errors';
import { parseIp } from '../../base/ip/address';
import { cidrContains, isLoopback, parseCidr } from '../../base/ip/cidr';
import { parseGoUrl } from '../../base/schema/go-url';
import { oneOf } from '../../base/schema/report';

/** The functions below answer what is wrong with a text, or `undefined` where nothing is. Credentials are never repeated. */

/** `bootstraputil.IsValidBootstrapToken` */
export function tokenProblem(text: string): string | undefined {
  if (isPlaceholder(text) || /^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(text)) return undefined;
  return 'is no bootstrap token: expected 6 and 16 lowercase letters or digits with a dot between';
}

export function certificateKeyProblem(text: string): string | undefined {
  return isPlaceholder(text) || /^[0-9a-fA-F]{64}$/.test(text) ? undefined : 'is no certificate key: expected 64 hexadecimal digits (an AES key of 32 bytes)';
}

export function caCertHashProblem(text: string): string | undefined {
  if (isPlaceholder(text) || /^sha256:[0-9a-fA-F]{64}$/.test(text)) return undefined;
  return `${quoted(text)} is no hash of a CA certificate: expected "sha256:" and 64 hexadecimal digits`;
}

export function groupProblem(text: string): string | undefined {
  if (/^system:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]$/.test(text)) return undefined;
  return `${quoted(text)} is no group of bootstrap tokens: expected "system:bootstrappers:" and lowercase letters, digits, colons or hyphens`;
}

export function absolutePathProblem(text: string): string | undefined {
  return text.startsWith('/') ? undefined : `${quoted(text)} is no absolute path`;
}

export function caCertPathProblem(text: string): string | undefined {
  return absolutePathProblem(text) ?? (text.endsWith('.crt') ? undefined : `${quoted(text)} does not end with ".crt", as kubeadm expects`);
}

/** `ValidateSocketPath`. kubeadm only warns of a mere path, and puts the scheme before it; the kubelet does not. */
export function socketProblem(text: string): string | undefined {
  if (/^unix:\/\/\/\S+$/.test(text) && parseGoUrl(text)) return undefined;
  const hint = text.startsWith('/') ? `did you mean "unix://${text}"?` : 'expected such as "unix:///run/containerd/containerd.sock"';
  return `${quoted(text)} is no URL of a socket: ${hint}`;
}

const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(\\.${LABEL})*$`);

/** `validation.IsDNS1123Subdomain`; kubeadm turns a node's name into lowercase before. */
export function subdomainProblem(text: string): string | undefined {
  if (text.length <= 253 && SUBDOMAIN.test(text)) return undefined;
  return `${quoted(text)} is no DNS name: expected lowercase letters, digits, hyphens and dots`;
}

export function nodeNameProblem(text: string): string | undefined {
  return subdomainProblem(text.trim().toLowerCase()) && subdomainProblem(text);
}

export function certSanProblem(text: string): string | undefined {
  if (parseIp(text) || !subdomainProblem(text.replace(/^\*\./, ''))) return undefined;
  return `${quoted(text)} is neither an IP address nor a DNS name, with or without "*." before it`;
}

/** `kubeadmutil.ParseHostPort`: an IP address or a DNS name, and a port. */
export function hostPortProblem(text: string, portNeeded: boolean): string | undefined {
  const example = portNeeded ? '"k8s.example.internal:6443"' : '"k8s.example.internal:6443", or without a port';
  if (text.includes('://')) return `${quoted(text)} is a URL: expected a host and a port, as in ${example}`;
  const match = parseIp(text) ? [text, text, undefined, undefined] : /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d+))?$/.exec(text);
  const host = match?.[1] ?? match?.[2] ?? '';
  if (!match || !(parseIp(host) || !subdomainProblem(host.toLowerCase()))) return `${quoted(text)} is no host and port: expected such as ${example}`;
  if (!portNeeded && text.startsWith('[') && match[3] === undefined) return `${quoted(text)} has brackets and no port: expected "${host}", or such as "[${host}]:6443"`;
  // The endpoint of a join is only split, the one of the cluster has to be a name as in DNS.
  if (!portNeeded && !parseIp(host) && subdomainProblem(host)) return `${quoted(text)} has upper-case letters: expected ${quoted(text.toLowerCase())}`;
  if (match[3] === undefined) return portNeeded ? `${quoted(text)} has no port: expected such as ${example}` : undefined;
  return portProblem(Number(match[3]));
}

export function portProblem(port: number): string | undefined {
  return port >= 1 && port <= 65535 ? undefined : `${port} is no port: expected an integer from 1 to 65535`;
}

/** A file on the node, which can't be looked at from here, or an https URL. */
export function kubeConfigPathProblem(text: string): string | undefined {
  if (/^https:\/\/[^\s/]+/.test(text)) return undefined;
  if (text.includes('://')) return `${quoted(text)} has another scheme than https: expected an https URL, or the path of a file on the node`;
  return absolutePathProblem(text);
}

/**
 * Upstream `VerifyAPIServerBindAddress` and `SetAPIEndpointDynamicDefaults`: 0.0.0.0 and :: stand for the default, and with a loopback address
 * kubeadm looks for another address on that interface.
 */
export function advertiseAddressProblem(text: string): string | undefined {
  const address = parseIp(text);
  if (!address) return `${quoted(text)} is no IP address`;
  const kind = isLoopback(address.text) ? 'loopback' : NOT_GLOBAL.find(({ cidr }) => cidrContains(parseCidr(cidr)!, address.text))?.kind;
  return kind === undefined ? undefined : `${quoted(text)} is a ${kind} address, which an API server can't be reached at: expected an address of the node, for example "192.168.10.11"`;
}

const NOT_GLOBAL = [
  { cidr: '224.0.0.0/4', kind: 'multicast' },
  { cidr: 'ff00::/8', kind: 'multicast' },
  { cidr: '169.254.0.0/16', kind: 'link-local' },
  { cidr: 'fe80::/10', kind: 'link-local' },
  { cidr: '255.255.255.255/32', kind: 'broadcast' },
];

const PATH_COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const IMAGE_REPOSITORY = new RegExp(`^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+\\])(?::\\d+)?/)?(?:${PATH_COMPONENT})(?:/${PATH_COMPONENT})*$`);
const IMAGE_DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d+)?$/;

/** `ValidateImageRepository`: with `/name:tag` behind it, it has to be a reference of an image. */
export function imageRepositoryProblem(text: string): string | undefined {
  if (IMAGE_REPOSITORY.test(text) || IMAGE_DOMAIN.test(text)) return undefined;
  return `${quoted(text)} is no image repository: expected such as "registry.example.internal:5000/kubernetes", without scheme and tag`;
}

/** kubeadm puts the images of CoreDNS and kube-proxy into templates of YAML without quotes, where a bracket begins a list. */
export function addonImageRepositoryProblem(text: string): string | undefined {
  const problem = imageRepositoryProblem(text);
  if (problem !== undefined || !text.startsWith('[')) return problem;
  return `${quoted(text)} is a registry by its IPv6 address, which breaks the templates of CoreDNS and kube-proxy in kubeadm: expected a name`;
}

export function pullPolicyProblem(text: string): string | undefined {
  return oneOf(text, ['Always', 'IfNotPresent', 'Never'], 'image pull policy');
}

/** The form only: which phases there are differs between versions. */
export function phaseProblem(text: string): string | undefined {
  return /^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/.test(text) ? undefined : `${quoted(text)} is no phase: expected such as "addon/kube-proxy"`;
}
