/** Drawings: nothing overlaps, lines go from box to box past all others, and the text is what its readers read. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { boxesOf } from '../../src/explore/graph/boxes.ts';
import { chartOf } from '../../src/explore/graph/chart.ts';
import { layersOf } from '../../src/explore/graph/layers.ts';
import { type Layout, laidOut } from '../../src/explore/graph/layout.ts';
import { shortened, widthOf, wrapped } from '../../src/explore/graph/measure.ts';
import { mermaidOf } from '../../src/explore/graph/mermaid.ts';
import type { Node } from '../../src/explore/graph/node.ts';
import { crossings, ordered } from '../../src/explore/graph/order.ts';
import { spread } from '../../src/explore/graph/spread.ts';
import { svgOf } from '../../src/explore/graph/svg.ts';
import { compileServices } from '../../src/session/definition/compile.ts';
import type { Service } from '../../src/session/types.ts';
import { filesOf, MINI } from '../session/definition/mini.ts';
import { shippedFiles } from '../session/definition/shipped.ts';
import { machineOf, serviceWith, tangleOf } from './support/madeUp.ts';

const [mini] = compileServices(filesOf(MINI)).services as [Service];
const [shipped] = compileServices(shippedFiles('mts-bonus')).services as [Service];

/** Boxes with some ports to each other, rings among them. */
const someNodes = fc
  .integer({ min: 1, max: 25 })
  .chain((count) =>
    fc.array(
      fc.record({
        width: fc.integer({ min: 60, max: 260 }),
        targets: fc.array(fc.nat(count - 1), { maxLength: 4 }),
      }),
      { minLength: count, maxLength: count },
    ),
  )
  .map((made) =>
    made.map(
      ({ width, targets }, index): Node => ({
        name: `n${index}`,
        width,
        height: 30 + 18 * targets.length,
        entry: 12,
        ports: targets.map((target, row) => ({ to: `n${target}`, y: 39 + 18 * row })),
      }),
    ),
  );

interface Area {
  readonly name: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function areasOf(nodes: readonly Node[], { places }: Layout): Area[] {
  return nodes.map(({ name, width, height }) => {
    const { x, y } = places.get(name) ?? { x: Number.NaN, y: Number.NaN };
    return { name, left: x, right: x + width, top: y, bottom: y + height };
  });
}

function overlaps(areas: readonly Area[]): string[] {
  return areas.flatMap((a, index) =>
    areas
      .slice(index + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `${a.name} and ${b.name}`),
  );
}

/** Boxes that a line passes through where it is level; its bends lie between the layers. */
function hits(areas: readonly Area[], { lines }: Layout): string[] {
  return lines.flatMap(({ from, port, points }) =>
    points.flatMap((start, index) => {
      const end = points[index + 1];
      if (end === undefined || index % 2 === 1) return [];
      return areas
        .filter(({ name }) => name !== from && name !== port.to)
        .filter(({ left, right, top, bottom }) => start.y > top && start.y < bottom && start.x < right && end.x > left)
        .map(({ name }) => `${from} → ${port.to} through ${name}`);
    }),
  );
}

function expectClear(nodes: readonly Node[]): void {
  const layout = laidOut(nodes);
  const areas = areasOf(nodes, layout);
  expect(overlaps(areas)).toEqual([]);
  expect(hits(areas, layout)).toEqual([]);
  for (const { right, bottom, left, top } of areas) {
    expect(left >= 0 && top >= 0 && right <= layout.width && bottom <= layout.height).toBe(true);
  }
}

describe('layout', () => {
  test.each([
    ['mini', mini],
    ['mts-bonus', shipped],
    ['fifty states', machineOf(50)],
    ['two hundred states', machineOf(200)],
    ['a tangle', tangleOf(60)],
  ])('%s: no box overlaps another, no line runs through one', (_name, service) => {
    expectClear(boxesOf(chartOf(service)).lined.map(({ node }) => node));
  });

  test('nor in any other graph', () => {
    fc.assert(fc.property(someNodes, expectClear));
  });

  test('lines begin at their ports, end at the entry of their boxes, and lead from left to right', () => {
    fc.assert(
      fc.property(someNodes, (nodes) => {
        const { lines, places } = laidOut(nodes);
        for (const { from, port, points } of lines) {
          const start = places.get(from);
          const width = nodes.find(({ name }) => name === from)?.width ?? 0;
          const end = places.get(port.to);
          expect(points[0]).toEqual({ x: (start?.x ?? 0) + width, y: (start?.y ?? 0) + port.y });
          expect(points.at(-1)).toEqual({ x: end?.x, y: (end?.y ?? 0) + 12 });
          points.forEach((point, index) => {
            expect(point.x).toBeGreaterThanOrEqual(points[index - 1]?.x ?? 0);
          });
        }
      }),
    );
  });

  test('every way has a line, or leads back', () => {
    fc.assert(
      fc.property(someNodes, (nodes) => {
        const edges = nodes.flatMap(({ name, ports }) => ports.map(({ to }) => ({ from: name, to })));
        const { backward, layerOf } = layersOf(
          nodes.map(({ name }) => name),
          edges,
        );
        expect(laidOut(nodes).lines).toHaveLength(edges.length - backward.size);
        for (const edge of edges) {
          const forward = (layerOf.get(edge.from) ?? 0) < (layerOf.get(edge.to) ?? 0);
          expect(forward || backward.has(edge)).toBe(true);
        }
      }),
    );
  });

  test('a long chain needs no stack', () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `n${index}`);
    const edges = names.slice(1).map((to, index) => ({ from: `n${index}`, to }));
    expect(layersOf(names, edges).layerOf.get('n19999')).toBe(19_999);
  });

  test('an order is never worse than the one before', () => {
    const layers = [
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ];
    const links = [
      ['a', 'f'],
      ['b', 'e'],
      ['c', 'd'],
    ].map(([from = '', to = '']) => ({ from, to, port: 0.5 }));
    expect(crossings(layers, links)).toBe(3);
    expect(crossings(ordered(layers, links), links)).toBe(0);
  });
});

describe('crossings', () => {
  const someLinks = fc.array(fc.record({ from: fc.nat(4), to: fc.nat(4), port: fc.constantFrom(0.2, 0.5, 0.8) }), {
    maxLength: 12,
  });

  test('are the pairs of links of which the upper one ends below the other', () => {
    fc.assert(
      fc.property(someLinks, (links) => {
        const begin = ({ from, port }: (typeof links)[number]) => from + port / 2;
        const pairs = links.flatMap((one) => links.filter((other) => begin(other) < begin(one) && other.to > one.to));
        const layers = ['a', 'b'].map((letter) => Array.from({ length: 5 }, (_, index) => `${letter}${index}`));
        const named = links.map(({ from, to, port }) => ({ from: `a${from}`, to: `b${to}`, port }));
        expect(crossings(layers, named)).toBe(pairs.length);
      }),
    );
  });
});

describe('a tangle', () => {
  test('of 1 600 states is drawn in a moment', { timeout: 60_000 }, () => {
    const service = tangleOf(1_600);
    const begun = performance.now();
    const svg = svgOf(service);
    expect(performance.now() - begun).toBeLessThan(10_000);
    expect(svg.length).toBeLessThan(10_000_000);
  });

  test('has lines for the shortest ways and names for the longest; no way is lost', () => {
    const chart = chartOf(tangleOf(400));
    const { lined, named } = boxesOf(chart);
    const drawn = [...lined, ...named];
    const rows = drawn.flatMap(({ box, rows: all }) => all.map((row) => ({ box, ...row })));
    const names = rows
      .filter(({ port }) => port === null)
      .flatMap(({ lines }) => lines.join('\u00a0\u00a0\u00a0').split('\u00a0\u00a0\u00a0'));
    const ways = chart.boxes.flatMap((box) => box.ways);
    const isNamed = ({ to }: (typeof ways)[number]) => names.some((name) => name.endsWith(` ${to}`));
    expect(names.filter((name) => name.includes(' → ')).length).toBeGreaterThan(100);
    expect(ways.filter((way) => !isNamed(way) && !rows.some(({ port }) => port?.to === way.to))).toEqual([]);
  });
});

describe('spread', () => {
  const wanted = fc.array(
    fc.record({ middle: fc.integer({ min: -500, max: 500 }), size: fc.integer({ min: 1, max: 90 }) }),
    { maxLength: 12 },
  );

  test('keeps the order and the gap', () => {
    fc.assert(
      fc.property(wanted, (things) => {
        const middles = spread(things, 10);
        things.forEach(({ size }, index) => {
          const [before, above] = [things[index - 1], middles[index - 1]];
          if (before === undefined || above === undefined) return;
          expect((middles[index] ?? 0) - above).toBeGreaterThanOrEqual(before.size / 2 + 10 + size / 2 - 1e-6);
        });
      }),
    );
  });

  test('leaves alone what does not touch, and moves two that do by the same', () => {
    expect(
      spread(
        [
          { middle: 0, size: 10 },
          { middle: 100, size: 10 },
        ],
        10,
      ),
    ).toEqual([0, 100]);
    expect(
      spread(
        [
          { middle: 50, size: 10 },
          { middle: 50, size: 10 },
        ],
        10,
      ),
    ).toEqual([40, 60]);
  });
});

describe('words', () => {
  test('are cut to fit, and wrapped', () => {
    expect(shortened('Баланс', 12, 500)).toBe('Баланс');
    const cut = shortened('Очень длинное название услуги', 12, 100);
    expect(cut).toMatch(/…$/);
    expect(widthOf(cut, 12)).toBeLessThanOrEqual(100);
    expect(wrapped(['one', 'two', 'three'], ', ', 12, 60)).toEqual(['one, two', 'three']);
    expect(wrapped([], ', ', 12, 60)).toEqual([]);
  });

  test('of a box fit into it', () => {
    for (const { node, rows, box } of boxesOf(chartOf(shipped)).lined) {
      for (const line of rows.flatMap(({ lines }) => lines))
        expect(widthOf(line, 12)).toBeLessThanOrEqual(node.width - 20);
      expect(widthOf(box.name, 13)).toBeLessThanOrEqual(node.width - 20);
    }
  });
});

/** Tags that are opened and not closed, in order; a broken entity or attribute is one, too. */
function unclosed(xml: string): string[] {
  const open: string[] = [];
  for (const [, close, name = '', rest = ''] of xml.matchAll(/<(\/?)([a-z]+)((?:\s+[a-zA-Z-]+="[^"<]*")*\s*\/?)>/g)) {
    if (close === '/') expect(open.pop()).toBe(name);
    else if (!rest.endsWith('/')) open.push(name);
  }
  return open;
}

describe('SVG', () => {
  test.each([
    ['mini', mini],
    ['mts-bonus', shipped],
    ['fifty states', machineOf(50)],
  ])('%s: well-formed, every state once, always the same', (_name, service) => {
    const svg = svgOf(service);
    expect(unclosed(svg)).toEqual([]);
    const titles = [...svg.matchAll(/<title>([^:<]*)/g)].map(([, title]) => title);
    expect(titles.toSorted()).toEqual(
      chartOf(service)
        .boxes.map(({ name }) => name)
        .toSorted(),
    );
    expect(svgOf(service)).toBe(svg);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  test('hostile words are words', () => {
    const hostile = '</text><script>alert(1)</script>&"\u0007';
    const svg = svgOf(serviceWith('  root: { menu: t0, options: { "1": { label: t0, go: sorry } } }', [hostile]));
    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('\u0007');
    expect(unclosed(svg)).toEqual([]);
  });

  test('ways back and ends with many ways in are named', () => {
    const svg = svgOf(shipped);
    expect(svg).toContain('wrong-code ↩ give-code');
    expect(svg).toContain('▪ number-blocked');
  });
});

describe('Mermaid', () => {
  test('a small service', () => {
    expect(mermaidOf(mini).split('\n').slice(0, 14)).toEqual([
      'flowchart LR',
      '  n0(["*200#35;<br>USSD"]):::route',
      '  n1(["2000<br>SMS"]):::route',
      '  n2["root<br>Услуга"]:::menu',
      '  n3[/"number<br>Номер:"/]:::ask',
      '  n4("done<br>Готово, {to}."):::end',
      '  n5("info<br>Справка по услуге."):::end',
      '  n6("sorry<br>Попробуйте позже."):::end',
      '  n0 -->|"dial"| n2',
      '  n1 -->|"ИНФО, (anything else)"| n5',
      '  n2 -->|"1 Номер"| n3',
      '  n2 -->|"2 Справка"| n5',
      '  n3 -->|"#60;msisdn#62;"| n4',
      '  classDef route fill:#d0d7de,stroke:#57606a,color:#1f2328',
    ]);
  });

  test('hostile words stay between their quotes', () => {
    const text = mermaidOf(
      serviceWith('  root: { menu: t0, options: { "1": { label: t0, go: sorry } } }', ['"]; click x "a" #`\\']),
    );
    for (const line of text.split('\n').filter((one) => one.includes('click')))
      expect(line.match(/"/g)).toHaveLength(2);
  });
});
