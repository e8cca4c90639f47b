import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** kube-proxy names chains by SHA-256. The browser's own answers later only, and not in every page. */
export function hash(algorithm: string, text: string, encoding: string): string {
  if (algorithm !== 'sha256' || encoding !== 'hex') throw new Error(`${algorithm} as ${encoding} is not in the page`);
  return bytesToHex(sha256(utf8ToBytes(text)));
}
