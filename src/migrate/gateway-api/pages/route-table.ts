import { escapeMarkdown } from '../../../base/text/markdown';
import { canaryWeight } from '../../../dataplane/requests/ingress-nginx/canary';
import { isOn, Location, NginxConfiguration, textOf, upstreamName } from '../../../dataplane/requests/ingress-nginx/model';
import { row } from '../../markdown';
import { Conversion } from '../convert';
import { PlannedRule } from '../plan/model';

/** A line of the table: what happens to requests of a path, before or after. */
export interface RouteTableLine {
  readonly host: string;
  readonly side: 'before' | 'after';
  readonly scheme: string;
  readonly path: string;
  readonly answer: string;
  /** `Ingress shop/web` */
  readonly from: string;
}

/** The locations of the controllers, and the rules of the routes. */
export function routeTable({ hosts, ingresses }: Pick<Conversion, 'hosts' | 'ingresses'>): RouteTableLine[] {
  const servers = ingresses.configurations.flatMap(configuration => [...configuration.servers.values()].map(server => ({ configuration, server })));
  const before = servers.flatMap(({ configuration, server: { host, locations, isRegex } }) => locations
    .filter(({ backend, isDefault }) => backend !== undefined || !isDefault).map((location): RouteTableLine => ({
      host,
      side: 'before',
      scheme: 'http, https',
      path: isRegex ? `~* ^${location.path}` : `${location.type} ${location.path}`,
      answer: locationText(location, configuration),
      from: location.ingress ? `Ingress ${location.ingress.namespace}/${location.ingress.name}` : '',
    })));
  const after = hosts.flatMap(({ name, http, https = [], passthrough }) => {
    const lines = new Map<string, RouteTableLine>();
    for (const [scheme, rules] of [['http', http], ['https', https]] as const) {
      for (const rule of rules) {
        const line = { path: pathText(rule), answer: ruleText(rule) };
        const key = `${line.path} ${line.answer}`;
        const present = lines.get(key);
        lines.set(key, { host: name, side: 'after', scheme: present ? 'http, https' : scheme, ...line, from: `Ingress ${rule.ingress.namespace}/${rule.ingress.name}` });
      }
    }
    const passed: RouteTableLine[] = passthrough ? [{
      host: name, side: 'after', scheme: 'tls', path: '', answer: upstreamName(passthrough.upstream), from: `Ingress ${passthrough.ingress.namespace}/${passthrough.ingress.name}`,
    }] : [];
    return [...lines.values(), ...passed];
  });
  return [...before, ...after];
}

/** What a location does, in short. */
function locationText({ ingress, backend, path }: Location, { canaries, settings }: NginxConfiguration): string {
  const redirect = settings.isPlain ? undefined : textOf(ingress, 'temporal-redirect') ?? textOf(ingress, 'permanent-redirect');
  if (redirect !== undefined) return `redirect to ${redirect}`;
  if (!backend) return '404';
  const canary = canaries.get(upstreamName(backend));
  const target = textOf(ingress, 'rewrite-target');
  const share = canary && canaryWeight(canary.ingress);
  return [
    upstreamName(backend),
    ...canary && share ? [`canary ${upstreamName(canary.upstream)} ${share.weight}/${share.total}`] : [],
    ...settings.isPlain || target === undefined || target === path ? [] : [`rewrite to ${target}`],
    ...isOn(ingress, 'force-ssl-redirect') ? ['to HTTPS'] : [],
  ].join('; ');
}

function pathText({ match, grpc }: PlannedRule): string {
  if (!grpc) return `${match.type} ${match.value}`;
  const { service, method } = grpc;
  return service === undefined ? 'gRPC' : `gRPC ${service}${method === undefined ? '' : `/${method}`}`;
}

function ruleText({ action }: PlannedRule): string {
  if (action.kind === 'closed') return '500: left out';
  if (action.kind === 'redirect') return `redirect ${JSON.stringify(action.redirect)}`;
  const variants = action.variants.map(({ headers, backends }) => {
    const when = headers.map(({ name, value }) => `${name}: ${value}`).join(', ');
    const shares = backends.map(({ upstream, weight }) => `${upstream.namespace}/${upstream.service}:${upstream.number ?? upstream.port}${backends.length > 1 ? ` ${weight}` : ''}`).join(', ');
    return when === '' ? shares : `${shares} (${when})`;
  });
  const filters = action.filters.map(filter => String((filter as { readonly type: string }).type));
  return [variants.join('; '), ...filters].join('; ');
}

/** The page with both tables, host by host. */
export function routeTablePage(conversion: Pick<Conversion, 'hosts' | 'ingresses'>): string {
  const lines = routeTable(conversion);
  const names = [...new Set(lines.map(({ host }) => host))];
  const byHost = new Map<string, RouteTableLine[]>();
  for (const line of lines) byHost.set(line.host, [...byHost.get(line.host) ?? [], line]);
  const header = [row('Side', 'Scheme', 'Path', 'Answer', 'From'), '|---|---|---|---|---|'];
  return [
    '# Routes before and after',
    ...names.flatMap(host => ['', `## ${escapeMarkdown(host === '_' ? 'All other hosts' : host)}`, '', ...header,
      ...byHost.get(host)!.map(({ side, scheme, path, answer, from }) => row(side, scheme, code(path), code(answer), escapeMarkdown(from)))]),
    '',
  ].join('\n');
}

const code = (text: string): string => text === '' ? '' : `\`${text.replaceAll('`', '\'')}\``;
