import { fieldError, InputError, NamedObject, quoted, SourceLocation } from '../errors';
import { IpAddress, parseIp } from '../ip/address';
import { Cidr, parseCidr } from '../ip/cidr';

/** A plain API object, as YAML or JSON holds it. */
export type PlainObject = { readonly [key: string]: unknown };

/** A reader of one object's fields, which knows the object and its source when it has to complain. */
export class FieldReader {
  constructor(private readonly object: NamedObject, private readonly source?: SourceLocation) {}

  public error(field: string, problem: string): InputError {
    return fieldError(this.object, field, problem, this.source);
  }

  /** The object at a field; an empty one where the field is absent or null. */
  public map(value: unknown, field: string): PlainObject {
    if (value === undefined || value === null) return EMPTY;
    if (!isPlainObject(value)) throw this.error(field, `${quoted(value)} is not an object`);
    return value;
  }

  /** The list at a field; an empty one where the field is absent or null. */
  public list(value: unknown, field: string): readonly unknown[] {
    if (value === undefined || value === null) return NOTHING;
    if (!Array.isArray(value)) throw this.error(field, `${quoted(value)} is not a list`);
    return value;
  }

  public text(value: unknown, field: string): string | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw this.error(field, `${quoted(value)} is not a string`);
    return value;
  }

  public boolean(value: unknown, field: string): boolean | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'boolean') throw this.error(field, `${quoted(value)} is neither true nor false`);
    return value;
  }

  public integer(value: unknown, field: string, min: number, max: number): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max) {
      throw this.error(field, `${quoted(value)} is out of range: expected an integer from ${min} to ${max}`);
    }
    return value;
  }

  public port(value: unknown, field: string): number | undefined {
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 65535) {
      throw this.error(field, `${quoted(value)} is not a port: expected an integer from 1 to 65535`);
    }
    return value;
  }

  /** One of the allowed words, or `undefined` where the field is absent or empty. */
  public oneOf<T extends string>(value: unknown, field: string, allowed: readonly T[]): T | undefined {
    if (value === undefined || value === null || value === '') return undefined;
    if (!allowed.includes(value as T)) throw this.error(field, `${quoted(value)} is not supported: expected ${allowed.join(', ')}`);
    return value as T;
  }

  public ip(value: unknown, field: string): IpAddress {
    const address = typeof value === 'string' ? parseIp(value) : undefined;
    if (!address) throw this.notAnIp(value, field);
    return address;
  }

  public notAnIp(value: unknown, field: string): InputError {
    return this.error(field, `${quoted(value)} is not an IP address: expected one as in 10.9.8.7 or 2001:db8::ffff`);
  }

  public cidr(value: unknown, field: string): Cidr {
    const cidr = typeof value === 'string' ? parseCidr(value.trim()) : undefined;
    if (!cidr) throw this.error(field, `${quoted(value)} is not a CIDR: expected one as in 10.9.8.0/24 or 2001:db8::/64`);
    return cidr;
  }

  /** A lower-case RFC 1123 label: what names of Services, namespaces and ports are made of. */
  public dnsLabel(value: unknown, field: string): string {
    if (typeof value !== 'string' || value.length > 63 || !DNS_LABEL.test(value)) {
      throw this.error(field, `${quoted(value)} is not a valid name: expected at most 63 lower-case letters, digits or '-', `
        + 'beginning and ending with a letter or digit');
    }
    return value;
  }

  /** A lower-case RFC 1123 subdomain: labels joined by dots. */
  public dnsSubdomain(value: unknown, field: string): string {
    if (!isDnsSubdomain(value)) {
      throw this.error(field, `${quoted(value)} is not a valid name: expected at most 253 lower-case letters, digits, '-' or '.', `
        + 'beginning and ending with a letter or digit');
    }
    return value;
  }
}

const EMPTY: PlainObject = {};
const NOTHING: readonly never[] = [];
const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** Whether a value is a lower-case RFC 1123 subdomain. */
export function isDnsSubdomain(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 253 && DNS_SUBDOMAIN.test(value);
}

export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The namespace of an object; objects that have not been applied yet may lack it, and land in `default`. */
export function namespaceOf(metadata: PlainObject, reader: FieldReader): string {
  const namespace = metadata.namespace;
  return namespace === undefined || namespace === null || namespace === ''
    ? 'default'
    : reader.dnsLabel(namespace, 'metadata.namespace');
}
