import { isObject } from '../../base/schema/decode';

/*
 * A placeholder stands for what may not be in synthesized files: a credential, or what is not known before `kubeadm init`.
 * It is the reference of a shell variable, `${KUBEADM_BOOTSTRAP_TOKEN}`, which envsubst fills in. kubeadm refuses a file
 * whose placeholders are not filled in, since none has the form of a token, a key or a hash.
 */
const VARIABLE = '[A-Z_][A-Z0-9_]*';
const PLACEHOLDER = new RegExp(`^\\$\\{${VARIABLE}\\}$`);
const UNQUOTED = new RegExp(`(: |- )(\\$\\{${VARIABLE}\\})$`, 'gm');

/** The variables that placeholders have where the user names none. */
export const BOOTSTRAP_TOKEN_VARIABLE = 'KUBEADM_BOOTSTRAP_TOKEN';
export const CA_CERT_HASH_VARIABLE = 'KUBEADM_CA_CERT_HASH';

/** Whether a shell variable can have the name, in the capital letters that placeholders are told from other text by. */
export function isVariableName(text: string): boolean {
  return new RegExp(`^${VARIABLE}$`).test(text);
}

export function placeholder(variable: string): string {
  return `\${${variable}}`;
}

/** Whether a whole value is a placeholder. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** A placeholder in documents, and what it stands for. */
export interface FoundPlaceholder {
  readonly variable: string;
  /** The name of the field, as in `token`. */
  readonly field: string;
}

/** The placeholders in documents, each variable once, in their order. */
export function placeholdersOf(value: unknown): FoundPlaceholder[] {
  const found = new Map<string, FoundPlaceholder>();
  collect(value, '', found);
  return [...found.values()];
}

function collect(value: unknown, field: string, found: Map<string, FoundPlaceholder>): void {
  if (typeof value === 'string' && isPlaceholder(value)) {
    const variable = value.slice(2, -1);
    if (!found.has(variable)) found.set(variable, { variable, field });
  } else if (Array.isArray(value)) {
    value.forEach(item => collect(item, field, found));
  } else if (isObject(value)) {
    Object.entries(value).forEach(([name, item]) => collect(item, name, found));
  }
}

/** Puts quotes around placeholders: a token may be all digits, which YAML would read as a number. */
export function quotePlaceholders(yaml: string): string {
  return yaml.replace(UNQUOTED, '$1"$2"');
}
