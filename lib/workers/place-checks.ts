import type { IConstruct } from 'constructs';
import { reportWarning } from '../core/diagnostic-registry';
import type { IEventSource } from '../contracts/event-source';
import type { Endpoint } from '../network/endpoint';
import type { QueueScaling } from '../scaling/queue-scaling';
import { isPeer, isSource } from './source-checks';

type Metadata = Readonly<Record<string, string>>;

/** The places that a server has, by the scaler that asks it. */
const PLACES: Readonly<Record<string, Place>> = {
  redis: redisDatabase(),
  'redis-streams': redisDatabase(),
  rabbitmq: {
    what: 'virtual host',
    // Where the whole address is a secret nobody knows.
    asked: ({ host, vhostName }) => vhostName ?? (host === undefined ? undefined : pathOf(host)),
    fix: (place) => `give the trigger virtualHost: ${JSON.stringify(place)}`,
  },
  postgresql: {
    what: 'database',
    asked: ({ dbName }) => dbName,
    fix: (place) => `give the trigger parameters: { dbName: ${JSON.stringify(place)} }`,
  },
};

interface Place {
  readonly what: string;
  /** The one that a trigger asks about. */
  readonly asked: (metadata: Metadata) => string | undefined;
  readonly fix: (place: string) => string;
}

/** Warns of a trigger that looks into another database or virtual host than the program takes its work from. */
export function checkPlaces(
  worker: IConstruct,
  { triggers }: QueueScaling,
  endpoints: Readonly<Record<string, Endpoint>>,
): void {
  triggers.forEach(({ _definition: { type, source, request, metadata } }, index) => {
    const place = Object.hasOwn(PLACES, type) ? PLACES[type] : undefined;
    if (!place || !source || !request) {
      return;
    }
    const asked = place.asked({ ...source.toScalerConnection(request).parameters, ...metadata });
    const known = Object.entries(endpoints).flatMap(([name, endpoint]) =>
      endpoint._place !== undefined && leadsTo(worker, endpoint, source) ? [{ name, place: endpoint._place }] : [],
    );
    if (asked === undefined || known.length === 0 || known.some((each) => each.place === asked)) {
      return;
    }
    const urls = known.map((each) => `${each.name} of ${place.what} ${each.place}`).join(', ');
    reportWarning(worker, {
      property: `scaling.triggers[${index}]`,
      value: `${place.what} ${asked}, with ${urls}`,
      rule: `KEDA asks for work in another ${place.what} than the program takes it from: it starts pods for others, or none`,
      fix: `${place.fix(known[0].place)}, or let the URL name ${asked}; or acknowledge it with the reason`,
      id: 'trigger-asks-elsewhere',
    });
  });
}

function leadsTo(worker: IConstruct, { peer }: Endpoint, source: IEventSource): boolean {
  return isPeer(source) && isSource(worker, source, peer.toNetworkTarget(worker));
}

function redisDatabase(): Place {
  return {
    what: 'database',
    asked: ({ databaseIndex = '0' }) => databaseIndex,
    fix: (place) => `give the trigger databaseIndex: ${place}`,
  };
}

function pathOf(url: string): string | undefined {
  const path = /^[a-z]+:\/\/[^/]*\/(.*)$/.exec(url)?.[1];
  return path === undefined ? undefined : decodeURIComponent(path);
}
