import type { IConstruct } from 'constructs';
import type {
  ICredentialKey,
  IEventSource,
  INetworkPeer,
  NetworkTarget,
  ScalerConnection,
  ScalerRequest,
  WorkerWithKeda,
} from '../../lib';

/** A bundle of credentials that somebody else defines. */
export const SECRET = {
  secretName: 'broker',
  bindToWorkload: () => ({ secretName: 'broker' }),
};

/** A key of that bundle. */
export function key(name: string): ICredentialKey {
  return { source: SECRET, key: name };
}

/** A broker that answers as it is told, and remembers who was let in. */
export class FakeBroker implements IEventSource, INetworkPeer {
  public readonly admitted: { readonly caller: INetworkPeer; readonly request: ScalerRequest }[] = [];

  public constructor(
    public readonly construct: IConstruct,
    private readonly connection: ScalerConnection = {
      parameters: { host: 'http://broker.test:15672/' },
      credentials: { username: key('username'), password: key('password') },
    },
  ) {}

  public toNetworkTarget(): NetworkTarget {
    return { description: 'a broker', cidrs: ['10.9.0.0/16'], ports: [{ port: 5672 }] };
  }

  public toScalerConnection(): ScalerConnection {
    return this.connection;
  }

  public admitScaler(caller: INetworkPeer, request: ScalerRequest): void {
    this.admitted.push({ caller, request });
  }
}

/** Gives a worker its way to the brokers that it scales on. */
export function connected(worker: WorkerWithKeda): WorkerWithKeda {
  for (const { _definition } of worker.scaling.triggers) {
    if (_definition.source instanceof FakeBroker) {
      worker.connectTo(_definition.source);
    }
  }
  return worker;
}
