import { joinHostPort } from '../../base/ip/address';
import { FAMILY_OF } from '../../base/ip/enums';
import { IpFamily } from '../../base/ip/ip-family';

/** Columns side by side, each as wide as its widest cell. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => rows.reduce((width, row) => Math.max(width, row[column].length), 0));
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column])).filter((_, column) => widths[column] > 0).join('  ').trimEnd());
}

/** `50 %`, `33.3 %` */
export function percent(probability: number): string {
  const value = probability * 100;
  return `${Number.isInteger(value) ? value : value.toFixed(1)} %`;
}

/** `10.244.1.5:8080`, `[fd00::5]:8080` */
export function hostPort({ family }: { readonly family: IpFamily }, address: string, port: number): string {
  return joinHostPort(FAMILY_OF[family], address, port);
}
