/** Meters for Prometheus: what the HTTP wire did, what happened in the gateway, and how the process feels. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayEvent } from '../flow/api.ts';

/** Figures of another part of the gateway, read when somebody looks. */
export interface MeterSource {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  readonly labelNames: readonly string[];
  /** Labels and their value now. */
  read(): readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

export interface Metrics {
  /** Counts a call that was answered; `seconds` = how long the gateway had it. */
  request(operation: string, status: number, seconds: number): void;
  event(event: GatewayEvent): void;
  streamOpened(): void;
  streamClosed(): void;
  /** The text of `/metrics` and its content type. */
  readonly contentType: string;
  render(): Promise<string>;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Fresh meters on a registry of their own, so that several gateways may live in one process. @param sources shown beside them */
export function createMetrics(sources: readonly MeterSource[] = []): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'starhash_http_requests_total',
    help: 'HTTP calls answered, by call and status.',
    labelNames: ['call', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: 'starhash_http_request_seconds',
    help: 'Time from the headers of a request to its answer.',
    labelNames: ['call'],
    buckets: SECONDS,
    registers,
  });
  const events = new Counter({
    name: 'starhash_events_total',
    help: 'Events of the gateway, by type.',
    labelNames: ['type'],
    registers,
  });
  for (const source of sources) registerSource(source, registers);
  const streams = new Gauge({ name: 'starhash_event_streams', help: 'Event streams open now.', registers });
  const requestOf = remembered((key) => requests.labels(...(key.split(' ') as [string, string])));
  const secondsOf = remembered((call) => seconds.labels(call));
  return {
    request(operation, status, took) {
      requestOf(`${operation} ${status}`).inc();
      secondsOf(operation).observe(took);
    },
    event: (event) => events.inc({ type: event.type }),
    streamOpened: () => streams.inc(),
    streamClosed: () => streams.dec(),
    contentType: registry.contentType,
    render: () => registry.metrics(),
  };
}

function registerSource({ name, help, type, labelNames, read }: MeterSource, registers: Registry[]): void {
  const labels = { name, help, labelNames: [...labelNames], registers };
  if (type === 'gauge') {
    new Gauge({
      ...labels,
      collect() {
        this.reset();
        for (const [of, value] of read()) this.set(of, value);
      },
    });
    return;
  }
  new Counter({
    ...labels,
    collect() {
      this.reset();
      for (const [of, value] of read()) this.inc(of, value);
    },
  });
}

/** Looking a child of a meter up by its labels costs more than counting on it. The keys are few: calls and statuses. */
function remembered<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
