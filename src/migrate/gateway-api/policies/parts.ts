import { NginxIngress, Server } from '../../../dataplane/requests/ingress-nginx/model';
import { ConversionContext } from '../options';
import { PlannedPolicy } from '../plan/model';

/** What an implementation's own objects say in the place of annotations. */
export interface Part extends PlannedPolicy {
  /** Headers of requests that a filter takes out, as nginx does with it. */
  readonly removedHeaders?: readonly string[];
}

/** An Ingress whose annotations are looked at. */
export interface Use {
  readonly ingress: NginxIngress;
  readonly server: Server;
  readonly context: ConversionContext;
  /** The settings of the controller's ConfigMap. */
  readonly configuration: Readonly<Record<string, string>>;
  /** Whether all its paths are plain texts, and none an expression. */
  readonly hasPlainPaths: boolean;
  /** The text of an annotation; an empty one counts as none. */
  readonly text: (annotation: string) => string | undefined;
  /** Whether the implementation is of that version, X.Y, or a newer one. */
  readonly isAtLeast: (version: string) => boolean;
}

/** The parts of a row of the table for an Ingress; a text says why there is none, and `undefined` that the Ingress asks for nothing. */
export type Writer = (use: Use) => readonly Part[] | string | undefined;

/** The writers of an implementation, by the ids of the rows of its table. */
export type Writers = Readonly<Record<string, Writer>>;

/** Joins two specs: objects by their fields, lists one after the other. */
export function joinSpecs(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) return [...new Map([...a, ...b].map(item => [JSON.stringify(item), item])).values()];
  if (!isObject(a) || !isObject(b)) return b;
  return { ...a, ...Object.fromEntries(Object.entries(b).map(([key, value]) => [key, key in a ? joinSpecs(a[key], value) : value])) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
