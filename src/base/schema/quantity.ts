/**
 * Quantities as Go's `resource.Quantity` reads and prints them (upstream `staging/src/k8s.io/apimachinery/pkg/api/resource`): `1024Ki` is
 * printed as `1Mi`, `1000000` as `1M`.
 */

/** A decimal number with a suffix or an exponent. */
export const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const NANO = 1_000_000_000n;

export function isQuantity(text: string): boolean {
  const match = QUANTITY.exec(text);
  return match !== null && `${match[2]}${match[3] ?? ''}` !== '';
}

/** The text that Go prints for a text that Go reads; any other text as it is. */
export function canonicalQuantity(text: string): string {
  const match = QUANTITY.exec(text);
  if (!match || !isQuantity(text)) return text;
  const [, sign, whole, fraction = '', suffix = ''] = match;
  const nano = toNano(`${whole}${fraction}`, fraction.length, suffix);
  if (nano === 0n) return '0';
  const isBinary = suffix.endsWith('i');
  const isExponent = /^[eE]/.test(suffix) && suffix.length > 1;
  const printed = isBinary && nano >= 1024n * NANO && nano % NANO === 0n ? inBinary(nano / NANO) : inDecimal(nano, isExponent);
  return `${sign === '-' ? '-' : ''}${printed}`;
}

/** What is smaller than a billionth is rounded up. */
function toNano(digits: string, places: number, suffix: string): bigint {
  const binary = BINARY.indexOf(suffix);
  const exponent = /^[eE](.+)$/.exec(suffix)?.[1] ?? (binary > 0 ? '0' : String((DECIMAL.indexOf(suffix) - 3) * 3));
  const shift = BigInt(exponent) + 9n - BigInt(places);
  const value = BigInt(digits) * (binary > 0 ? 1024n ** BigInt(binary) : 1n);
  if (shift >= 0n) return value * 10n ** shift;
  const divisor = 10n ** -shift;
  return (value + divisor - 1n) / divisor;
}

function inBinary(value: bigint): string {
  let power = 0;
  let rest = value;
  while (rest % 1024n === 0n && power < BINARY.length - 1) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${BINARY[power]}`;
}

function inDecimal(nano: bigint, asExponent: boolean): string {
  let step = 0;
  let rest = nano;
  while (rest % 1000n === 0n && step < DECIMAL.length - 1) {
    rest /= 1000n;
    step++;
  }
  if (!asExponent) return `${rest}${DECIMAL[step]}`;
  return step === 3 ? `${rest}` : `${rest}e${(step - 3) * 3}`;
}
