import { Bed } from './bed';
import { CaseReport, CONNECTIONS } from './case-report';
import { Case, predict } from './expectation';
import { familyOf } from './topology';
import { World } from './world';
import { FAMILIES, Family } from '../../src/base/ip/address';
import { Table } from '../../src/dataplane/nftables/model/table';
import { Tracer } from '../../src/dataplane/nftables/trace/tracer';
import { SupportedMinor } from '../../src/dataplane/versions/kube-proxy-version';
import { generateScenario, Scenario } from '../support/reference';

/** The families in which a scenario's cluster has Services; where it has none at all, that of its node. */
export function familiesOf(scenario: Scenario): readonly Family[] {
  const families = FAMILIES.filter(family => scenario.serviceCIDRs.some(cidr => familyOf(cidr) === family));
  return families.length === 0 ? ['ip'] : families;
}

/**
 * Sends traffic for every client and frontend of a scenario, all families at once, and reports case by case.
 *
 * @param change nft commands that change the ruleset after it was loaded, to see whether that is noticed
 */
export async function experiment(bed: Bed, scenario: Scenario, minor: SupportedMinor, change?: string): Promise<CaseReport[]> {
  // On a busy machine the kernel may trace more than can be read in time.
  for (let attempt = 0; attempt < 3; attempt++) {
    const reports = await bed.exclusively(() => tryOnce(bed, scenario, minor, change));
    if (reports) return reports;
  }
  throw new Error(`${scenario.name}: the kernel's trace could not be read completely`);
}

/** Undefined where some of the kernel's trace is lost. */
async function tryOnce(bed: Bed, scenario: Scenario, minor: SupportedMinor, change?: string): Promise<CaseReport[] | undefined> {
  const world = new World(scenario);
  const tables = familiesOf(scenario).map(family => generateScenario(scenario, minor, family));
  const frontends = tables.map(table => world.frontendsOf(table));
  const cases = tables.flatMap((table, index) => predict(world, table.family, new Tracer(table, world.isNodeAddress), frontends[index]));
  await bed.arrange(world, tables, frontends.flat());
  if (change !== undefined) await bed.agents.run('node', 'nft', ['-f', '-'], `${change}\n`);
  const reports = cases.map(each => new CaseReport(each, world));
  await Promise.all([
    withoutAnswer(bed, reports.filter(report => !report.isAnswered)),
    withoutAffinity(bed, reports.filter(report => report.isAnswered && !report.hasAffinity)),
    withAffinity(bed, tables, reports.filter(report => report.isAnswered && report.hasAffinity)),
  ]);
  const rulesOfFlow = await bed.readTrace();
  if (!rulesOfFlow) return undefined;
  for (const report of reports) report.compareTrace(rulesOfFlow);
  return reports;
}

/** Waiting for what must not come takes long, so this is done once. */
async function withoutAnswer(bed: Bed, reports: readonly CaseReport[]): Promise<void> {
  await Promise.all([connect(bed, reports, true), connect(bed, repeat(reports, () => CONNECTIONS.otherwise - 1), false)]);
}

/** The first connection of each case is traced; then as many as it takes to see each predicted endpoint. */
async function withoutAffinity(bed: Bed, reports: readonly CaseReport[]): Promise<void> {
  await connect(bed, reports, true);
  for (let open = unfinished(reports); open.length > 0; open = unfinished(open)) {
    await connect(bed, repeat(open, ({ missing }) => Math.max(CONNECTIONS.answered - 1, 2 * missing)), false);
  }
}

/** Each time a client comes for the first time to an endpoint of its luck, and then to the same again. */
async function withAffinity(bed: Bed, tables: readonly Table[], reports: readonly CaseReport[]): Promise<void> {
  for (const wave of wavesOf(reports)) {
    for (let open = wave; open.length > 0; open = unfinished(open)) {
      await bed.forgetClients(tables);
      const first = await connect(bed, open, true);
      const again = await bed.connect(open.map(({ one }) => one), { isTraced: false });
      again.forEach((connection, index) => open[index].addAgain(connection, first[index]));
    }
  }
}

/** Waves of cases in none of which a client meets the same Service twice: frontends that share sets of clients are apart. */
function wavesOf(reports: readonly CaseReport[]): CaseReport[][] {
  const waves: { readonly reports: CaseReport[]; readonly sets: Set<string> }[] = [];
  for (const frontend of new Set(reports.map(({ one }) => one.frontend))) {
    const chosen = reports.filter(({ one }) => one.frontend === frontend);
    const sets = chosen.flatMap(({ one }) => one.expectations.flatMap(({ outcome }) => (outcome.affinity ? [`${one.family} ${outcome.affinity.name}`] : [])));
    let wave = waves.find(candidate => !sets.some(set => candidate.sets.has(set)));
    if (!wave) waves.push(wave = { reports: [], sets: new Set() });
    wave.reports.push(...chosen);
    for (const set of sets) wave.sets.add(set);
  }
  return waves.map(wave => wave.reports);
}

async function connect(bed: Bed, reports: readonly CaseReport[], isTraced: boolean): Promise<string[]> {
  const connections = await bed.connect(reports.map(({ one }): Case => one), { isTraced });
  return connections.map((connection, index) => reports[index].add(connection, isTraced));
}

function repeat(reports: readonly CaseReport[], times: (report: CaseReport) => number): CaseReport[] {
  return reports.flatMap(report => new Array<CaseReport>(times(report)).fill(report));
}

function unfinished(reports: readonly CaseReport[]): CaseReport[] {
  return reports.filter(report => !report.isDone);
}
