import { quoted } from '../errors';

/**
 * What the API server makes of names, keys and values in the metadata of objects: upstream
 * `staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go`. Each answers what is wrong, or `undefined` where nothing is.
 */
export type TextProblem = (text: string) => string | undefined;

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** `IsDNS1123Subdomain`: the names of most objects. */
export const subdomainNameProblem: TextProblem = text => text.length <= 253 && SUBDOMAIN.test(text) ? undefined
  : `${quoted(text)} is not a name; expected at most 253 lowercase letters, digits, "-" and ".", beginning and ending with a letter or digit, for example "kube-proxy"`;

/** `IsDNS1123Label`: namespaces. */
export const labelNameProblem: TextProblem = text => text.length <= 63 && LABEL.test(text) ? undefined
  : `${quoted(text)} is not the name of a namespace; expected at most 63 lowercase letters, digits and "-", beginning and ending with a letter or digit, for example "kube-system"`;

/** `path.IsValidPathSegmentName`: the names of roles and their bindings. */
export const pathSegmentProblem: TextProblem = text => text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text) ? undefined
  : `${quoted(text)} is not a name; expected at least one letter, and neither "/" nor "%", for example "kubeadm:node-proxier"`;

/** `IsQualifiedName`: keys of labels and annotations. */
export const qualifiedNameProblem: TextProblem = text => {
  const parts = text.split('/');
  const name = parts.pop()!;
  const isRight = parts.length <= 1 && name.length <= 63 && NAME.test(name) && (parts.length === 0 || subdomainNameProblem(parts[0]) === undefined);
  return isRight ? undefined
    : `${quoted(text)} is not a key; expected at most 63 letters, digits, "-", "_" and ".", with or without a DNS name and "/" before it, for example "example.com/role"`;
};

/** `IsValidLabelValue` */
export const labelValueProblem: TextProblem = text => text === '' || (text.length <= 63 && NAME.test(text)) ? undefined
  : `${quoted(text)} is not the value of a label; expected at most 63 letters, digits, "-", "_" and ".", beginning and ending with a letter or digit`;

/** `IsConfigMapKey` */
export const configMapKeyProblem: TextProblem = text => text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..') ? undefined
  : `${quoted(text)} is not a key of a ConfigMap; expected at most 253 letters, digits, "-", "_" and ".", not beginning with "..", for example "config.conf"`;
