/**
 * Go durations (`time.ParseDuration` and `time.Duration.String`), as the fields of type `metav1.Duration` hold
 * them. Nanoseconds are a bigint, since Go's int64 goes beyond what a JavaScript number holds exactly.
 */

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ['\u00b5s']: 1_000n, // the micro sign
  ['\u03bcs']: 1_000n, // the Greek letter mu
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const COMPONENT = /(\d*)(\.\d*)?([^\d.]+)/y;
const MAGNITUDE_LIMIT = 2n ** 63n;

/** The nanoseconds of a duration's text, or `undefined` where Go would refuse it. */
export function parseGoDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const unsigned = /^[-+]/.test(text) ? text.slice(1) : text;
  if (unsigned === '0') return 0n;
  if (unsigned === '') return undefined;

  let total = 0n;
  COMPONENT.lastIndex = 0;
  while (COMPONENT.lastIndex < unsigned.length) {
    const match = COMPONENT.exec(unsigned);
    const nanoseconds = match ? componentNanoseconds(match[1], match[2] ?? '', match[3]) : undefined;
    if (nanoseconds === undefined) return undefined;
    total += nanoseconds;
    if (total > MAGNITUDE_LIMIT) return undefined;
  }
  if (negative) return -total;
  return total === MAGNITUDE_LIMIT ? undefined : total;
}

/** The text that Go prints: `24h0m0s`, `1.5s`, `1m0s`, `250ms`, `0s`. */
export function formatGoDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const magnitude = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return sign + (magnitude < NANOSECONDS.s ? formatBelowSecond(magnitude) : formatFromSecond(magnitude));
}

/** The text that Go prints for a text that Go reads, as in `24h` → `24h0m0s`; any other text as it is. */
export function canonicalGoDuration(text: string): string {
  const nanoseconds = parseGoDuration(text);
  return nanoseconds === undefined ? text : formatGoDuration(nanoseconds);
}

function componentNanoseconds(digits: string, fraction: string, unitName: string): bigint | undefined {
  if (!Object.hasOwn(NANOSECONDS, unitName) || (digits === '' && fraction.length <= 1)) return undefined;
  const unit = NANOSECONDS[unitName];
  const whole = BigInt(digits || '0') * unit;
  return whole > MAGNITUDE_LIMIT ? undefined : whole + fractionNanoseconds(fraction.slice(1), unit);
}

/** Go computes the fraction in float64, and drops the digits that an int64 doesn't hold (`leadingFraction`). */
function fractionNanoseconds(digits: string, unit: bigint): bigint {
  let value = 0n;
  let scale = 1;
  for (const digit of digits) {
    const next = value * 10n + BigInt(digit);
    if (value > (MAGNITUDE_LIMIT - 1n) / 10n || next > MAGNITUDE_LIMIT) break;
    value = next;
    scale *= 10;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / scale)));
}

function formatBelowSecond(magnitude: bigint): string {
  if (magnitude < NANOSECONDS.us) return `${magnitude}ns`;
  if (magnitude < NANOSECONDS.ms) return `${decimal(magnitude, NANOSECONDS.us)}\u00b5s`;
  return `${decimal(magnitude, NANOSECONDS.ms)}ms`;
}

function formatFromSecond(magnitude: bigint): string {
  const seconds = `${decimal(magnitude % NANOSECONDS.m, NANOSECONDS.s)}s`;
  if (magnitude < NANOSECONDS.m) return seconds;
  const minutes = `${magnitude % NANOSECONDS.h / NANOSECONDS.m}m`;
  if (magnitude < NANOSECONDS.h) return minutes + seconds;
  return `${magnitude / NANOSECONDS.h}h${minutes}${seconds}`;
}

function decimal(magnitude: bigint, unit: bigint): string {
  const places = unit.toString().length - 1;
  const fraction = (magnitude % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return `${magnitude / unit}${fraction && '.'}${fraction}`;
}
