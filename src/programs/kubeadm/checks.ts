import { isPlaceholder } from './placeholders';
import { quoted } from '../../base/errors';
import { parseIp } from '../../base/ip/address';
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

export function timeProblem(text: string): string | undefined {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
  return isTime ? undefined : `${quoted(text)} is no time: expected such as "2030-01-31T12:00:00Z" (RFC 3339)`;
}

export function absolutePathProblem(text: string): string | undefined {
  return text.startsWith('/') ? undefined : `${quoted(text)} is no absolute path`;
}

export function caCertPathProblem(text: string): string | undefined {
  return absolutePathProblem(text) ?? (text.endsWith('.crt') ? undefined : `${quoted(text)} does not end with ".crt", as kubeadm expects`);
}

/** `ValidateSocketPath`. kubeadm only warns of a mere path, and puts the scheme before it; the kubelet does not. */
export function socketProblem(text: string): string | undefined {
  if (/^unix:\/\/\/\S+$/.test(text)) return undefined;
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

const PATH_COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const IMAGE_REPOSITORY = new RegExp(`^(?:(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9a-fA-F:]+\\])(?::\\d+)?/)?(?:${PATH_COMPONENT})(?:/${PATH_COMPONENT})*$`);
const IMAGE_DOMAIN = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d+)?$/;

/** `ValidateImageRepository`: with `/name:tag` behind it, it has to be a reference of an image. */
export function imageRepositoryProblem(text: string): string | undefined {
  if (IMAGE_REPOSITORY.test(text) || IMAGE_DOMAIN.test(text)) return undefined;
  return `${quoted(text)} is no image repository: expected such as "registry.example.internal:5000/kubernetes", without scheme and tag`;
}

export function pullPolicyProblem(text: string): string | undefined {
  return oneOf(text, ['Always', 'IfNotPresent', 'Never'], 'image pull policy');
}

/** The form only: which phases there are differs between versions. */
export function phaseProblem(text: string): string | undefined {
  return /^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/.test(text) ? undefined : `${quoted(text)} is no phase: expected such as "addon/kube-proxy"`;
}
