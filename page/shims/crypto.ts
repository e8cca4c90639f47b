import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** kube-proxy names chains by SHA-256. The browser's own answers later only, and not in every page. */
export function hash(algorithm: string, text: string, encoding: string): string {
  if (algorithm !== 'sha256' || (encoding !== 'hex' && encoding !== 'binary')) throw new Error(`${algorithm} as ${encoding} is not in the page`);
  const digest = sha256(utf8ToBytes(text));
  return encoding === 'hex' ? bytesToHex(digest) : String.fromCharCode(...digest);
}
