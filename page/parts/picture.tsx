import { addressAndPort, Tone, toneOf, VERDICTS } from './words';
import { Answer, AnswerEndpoint } from '../interpreter';

/** What the picture has at its left, and in its middle. */
export interface PictureEnds {
  readonly source: string;
  readonly frontend: string;
}

/** As many endpoints are drawn; of more there is a line that counts them. */
const MOST_DRAWN = 12;

const WIDTH = 720;
const BOX = 190;
const LINE = 30;
const TOP = 34;

/** An arrow from the client to the frontend, and from there to the endpoints, by node. Its caption says all of it in words. */
export function Picture({ answer, source, frontend }: PictureEnds & { readonly answer: Answer }) {
  const groups = byNode(answer.endpoints);
  const lines = groups.reduce((sum, { endpoints }) => sum + endpoints.length + 1, 0);
  const height = Math.max(3, lines) * LINE + TOP;
  const middle = height / 2;
  const [, tone] = toneOf(VERDICTS, answer.verdict);
  let y = TOP;
  return (
    <figure class="picture">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={captionOf(answer, source, frontend)}>
        <Box x={0} y={middle - 22} title="Client" text={source} />
        <Arrow from={[BOX, middle]} to={[265, middle]} tone={answer.endpoints.length > 0 ? 'good' : tone} label={arrowLabel(answer)} />
        <Box x={265} y={middle - 22} title={answer.affinityTimeoutSeconds === undefined ? 'Frontend' : 'Frontend, sticky'} text={frontend} />
        {answer.endpoints.length === 0 && <Ending x={WIDTH - BOX} y={middle} verdict={answer.verdict} />}
        {groups.map(({ node, endpoints, hidden }) => {
          const top = y;
          y += (endpoints.length + 1) * LINE;
          return (
            <g key={node}>
              <text class="node" x={WIDTH - BOX} y={top + 9}>{fitted(node)}</text>
              {endpoints.map((endpoint, index) => {
                const line = top + LINE * (index + 1) - 4;
                return (
                  <g key={endpoint.address}>
                    <Arrow from={[265 + BOX, middle]} to={[WIDTH - BOX, line]} tone={toneOf(VERDICTS, endpoint.verdict)[1]} />
                    <rect class={`endpoint ${toneOf(VERDICTS, endpoint.verdict)[1]}`} x={WIDTH - BOX} y={line - 11} width={BOX} height={22} rx={4} />
                    <text x={WIDTH - BOX + 6} y={line + 4}>{fitted(endpoint.podName ?? addressAndPort(endpoint.address, endpoint.port))}</text>
                    {endpoint.isMasqueraded && <text class="mark" x={WIDTH - BOX - 6} y={line - 3} text-anchor="end">SNAT</text>}
                  </g>
                );
              })}
              {hidden > 0 && <text class="node" x={WIDTH - BOX} y={top + LINE * (endpoints.length + 1) + 4}>and {hidden.toLocaleString('en-US')} more</text>}
            </g>
          );
        })}
      </svg>
      <figcaption>{captionOf(answer, source, frontend)}</figcaption>
    </figure>
  );
}

function Box({ x, y, title, text }: { readonly x: number; readonly y: number; readonly title: string; readonly text: string }) {
  return (
    <g>
      <rect class="box" x={x} y={y} width={BOX} height={44} rx={6} />
      <text class="title" x={x + 8} y={y + 16}>{title}</text>
      <text x={x + 8} y={y + 34}>{fitted(text)}<title>{text}</title></text>
    </g>
  );
}

function Arrow({ from, to, tone, label }: {
  readonly from: readonly [number, number]; readonly to: readonly [number, number]; readonly tone: Tone; readonly label?: string;
}) {
  const [x1, y1] = from;
  const [x2, y2] = to;
  const bend = (x2 - x1) / 2;
  return (
    <>
      <path class={`arrow ${tone}`} d={`M${x1},${y1} C${x1 + bend},${y1} ${x2 - bend},${y2} ${x2 - 7},${y2}`} />
      <path class={`tip ${tone}`} d={`M${x2},${y2} l-8,-4 v8 z`} />
      {label !== undefined && <text class="mark" x={(x1 + x2) / 2} y={(y1 + y2) / 2 - 8} text-anchor="middle">{label}</text>}
    </>
  );
}

function Ending({ x, y, verdict }: { readonly x: number; readonly y: number; readonly verdict: string }) {
  const [text, tone] = toneOf(VERDICTS, verdict);
  return (
    <g>
      <Arrow from={[265 + BOX, y]} to={[x, y]} tone={tone} />
      <rect class={`endpoint ${tone}`} x={x} y={y - 14} width={BOX} height={28} rx={4} />
      <text x={x + 8} y={y + 5}>{text}</text>
    </g>
  );
}

function arrowLabel({ isMasqueraded, endpoints }: Answer): string | undefined {
  return isMasqueraded && endpoints.length > 0 ? 'SNAT' : undefined;
}

function byNode(endpoints: readonly AnswerEndpoint[]) {
  const drawn = endpoints.slice(0, MOST_DRAWN);
  const nodes = [...new Set(drawn.map(({ nodeName }) => nodeName ?? 'node unknown'))];
  return nodes.map((node, index) => ({
    node,
    endpoints: drawn.filter(({ nodeName }) => (nodeName ?? 'node unknown') === node),
    hidden: index === nodes.length - 1 ? endpoints.length - drawn.length : 0,
  }));
}

/** The whole is in the caption. */
function fitted(text: string): string {
  const MOST = 28;
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}

function captionOf({ verdict, endpoints, affinityTimeoutSeconds, reason }: Answer, source: string, frontend: string): string {
  const [word] = toneOf(VERDICTS, verdict);
  const names = endpoints.slice(0, MOST_DRAWN).map(({ podName, address, port, isMasqueraded }) =>
    `${podName ?? addressAndPort(address, port)}${isMasqueraded ? ' (SNAT)' : ''}`);
  const more = endpoints.length > MOST_DRAWN ? ` and ${(endpoints.length - MOST_DRAWN).toLocaleString('en-US')} more` : '';
  return [
    `${source} to ${frontend}: ${word}${names.length > 0 ? `, ${names.join(', ')}${more}` : ''}.`,
    ...affinityTimeoutSeconds === undefined ? [] : [`A client stays with its endpoint for ${affinityTimeoutSeconds.toLocaleString('en-US')} seconds.`],
    ...reason === undefined ? [] : [`${reason[0].toUpperCase()}${reason.slice(1)}.`],
  ].join(' ');
}
