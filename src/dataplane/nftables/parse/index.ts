import { parseJsonListing } from './json-listing';
import { Listing } from './syntax';
import { parseTextListing } from './text-listing';
import { InputError } from '../../../base/errors';
import { withoutLogPrefixes } from '../../../cluster/facts/log-lines';

/**
 * Reads what `nft list ruleset` or `nft list table` printed, as text or as JSON.
 *
 * @param name what messages call the listing: the file that it is in
 * @throws InputError where it is something else, or ends in its middle
 */
export function parseListing(text: string, name: string): Listing {
  if (text.includes('\0')) throw new InputError(`${name}: is a binary file; expected what nft list ruleset prints`);
  const listing = withoutLogPrefixes(text);
  return /^\s*\{/.test(listing) ? parseJsonListing(listing, name) : parseTextListing(listing, name);
}
