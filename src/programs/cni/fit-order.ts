import { CniFit } from './fit';

/** From the best to the worst. A plugin fits as well as it does for the need that it meets worst. */
export const FITS: readonly CniFit[] = Object.values(CniFit);

export function worstFit(fits: readonly CniFit[]): CniFit {
  return FITS[Math.max(0, ...fits.map(fit => FITS.indexOf(fit)))];
}
