import { formatIp } from './address';
import { Cidr } from './cidr';

/** Offsets beyond this are never used, so that they stay exact numbers. */
const MAX_SIZE = 2 ** 32;

/** How many addresses a network has; 2^32 where it has more. */
export function sizeOf({ network, prefixLength }: Cidr): number {
  return Math.min(MAX_SIZE, 2 ** (network.length * 8 - prefixLength));
}

/** The address at an offset from the network's first one. */
export function addressAt({ network }: Cidr, offset: number): string {
  return formatIp(addOffset(network, offset));
}

/** The big-endian number that the bytes are, plus an offset. What does not fit is lost. */
export function addOffset(bytes: readonly number[], offset: number): number[] {
  const sum = [...bytes];
  let carry = offset;
  for (let i = sum.length - 1; i >= 0 && carry > 0; i--) {
    carry += sum[i];
    sum[i] = carry % 256;
    carry = Math.floor(carry / 256);
  }
  return sum;
}
