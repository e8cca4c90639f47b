import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { isObject } from '../../base/schema/decode';
import { formatGoDuration } from '../../base/schema/duration';

/** Without what is undefined, and with the text of every duration. */
export function plainData(value: unknown): unknown {
  if (isDuration(value)) return formatGoDuration(nanoseconds(value));
  // One that stands where no property is: what is in it has a way back to itself.
  if (Construct.isConstruct(value)) return value.toString();
  if (Array.isArray(value)) return value.map(plainData);
  return isObject(value) ? Object.fromEntries(Object.entries(defined(value)).map(([name, item]) => [name, plainData(item)])) : value;
}

export function defined(value: object | undefined): object {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, item]) => item !== undefined));
}

// By its methods: there may be two copies of cdk8s in a user's program.
export function isDuration(value: unknown): value is Duration {
  return isObject(value) && typeof value.toMilliseconds === 'function' && typeof value.toIsoString === 'function';
}

/** Whole milliseconds and the rest apart, since a long duration in nanoseconds is beyond a number's precision. */
function nanoseconds(duration: Duration): bigint {
  const milliseconds = duration.toMilliseconds({ integral: false });
  const whole = Math.trunc(milliseconds);
  return BigInt(whole) * 1_000_000n + BigInt(Math.round((milliseconds - whole) * 1e6));
}
