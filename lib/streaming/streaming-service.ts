import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { acknowledgementsOf } from '../core/acknowledgement-registry';
import { diagnosticRegistry, reportError } from '../core/diagnostic-registry';
import { Endpoint } from '../network/endpoint';
import { Port } from '../network/port';
import { Service } from '../network/service';
import { MonitoredKind, type MonitoringProfile } from '../observability/monitoring-profile';
import { messagesOf } from '../scaling/define-autoscaler';
import type { Scaling } from '../scaling/scaling';
import { ScalingPolicy, type ScalingRules, ScalingSelect } from '../scaling/scaling-rules';
import { parseAmount } from '../workload/amount';
import { Probe } from '../workload/probe';
import { ServedWorkload } from '../workload/served-workload';
import { checkStreamTimes, streamTimes, timeVariables } from './stream-times';
import { streamPanels } from './stream-panels';
import type { StreamingServiceProps } from './streaming-service-props';

const GRPC = 'grpc';

/** Streams come all at once, and each pod that leaves cuts some of them off: up fast, down slowly. */
const UP: ScalingRules = {
  window: Duration.seconds(0),
  policies: [ScalingPolicy.percent(100, Duration.seconds(30)), ScalingPolicy.pods(4, Duration.seconds(30))],
  selectPolicy: ScalingSelect.MAX,
};
const DOWN: ScalingRules = {
  window: Duration.seconds(300),
  policies: [ScalingPolicy.percent(50, Duration.seconds(60)), ScalingPolicy.pods(2, Duration.seconds(60))],
  selectPolicy: ScalingSelect.MIN,
};

/**
 * A gRPC service whose clients hold streams that last. What such a service needs follows: it is asked for its health over
 * gRPC, connections have an age and streams the time to end before their pod does, no rollout takes capacity away, it
 * grows at once and shrinks slowly, and clients may balance themselves.
 */
export abstract class StreamingService extends ServedWorkload {
  /** The Service by whose name clients find every pod, where they balance themselves. */
  public readonly headlessService?: Service;

  private readonly streamScaling?: Scaling;

  constructor(scope: Construct, id: string, props: StreamingServiceProps) {
    const { grpcPort, metricsPort, otherPorts = [], scaling, ...options } = props;
    const times = streamTimes(scope, props);
    const streamScaling = scaling?._withDefaults({ up: UP, down: DOWN });
    super(scope, id, {
      ...options,
      ports: [Port.grpc(grpcPort), Port.metrics(metricsPort ?? 9090), ...otherPorts],
      scaling: streamScaling,
      variables: { ...timeVariables(props, times), ...props.variables },
      // A server that drains says that it is not healthy: that must not have it killed.
      readiness: props.readiness ?? Probe.grpc('', { delay: Duration.seconds(10), period: Duration.seconds(5) }),
      liveness: props.liveness ?? Probe.tcp({ port: GRPC, delay: Duration.seconds(10) }),
      shutdown: times.shutdown,
    });
    this.streamScaling = streamScaling;
    if (props.balancing?.isByClient) {
      // The headless Service of a StatefulSet also names pods that are not ready: clients get one of their own.
      const [serviceId, suffix] =
        this.kind === 'StatefulSet' ? ['ready-service', 'ready'] : ['headless-service', 'headless'];
      this.headlessService = new Service(this, serviceId, {
        name: `${this.name}-${suffix}`,
        selector: this.selector,
        // The metrics port stands on the other Service: on both it would be scraped twice.
        ports: this.clientPorts,
        labels: this.objectLabels,
        headless: true,
      });
    }
    diagnosticRegistry.of(this).defer(() => {
      checkStreamTimes(this, props, times);
      this.checkRollout(props);
    });
  }

  /**
   * Where clients connect to, and the way there: `host:port` of the Service, or the `dns:///` name of every pod where
   * clients balance themselves.
   */
  public get endpoint(): Endpoint {
    const port = this.port(GRPC);
    if (!this.headlessService) {
      return port.address;
    }
    const { name } = this.headlessService;
    const host = this.namespace === undefined ? name : `${name}.${this.namespace}.svc`;
    const number = this.ports.find((each) => each.name === GRPC)?.containerPort ?? 0;
    return Endpoint.of(`dns:///${host}:${number}`, port);
  }

  /** What it tells of itself to whoever monitors it. */
  public override toMonitoringProfile(): MonitoringProfile {
    const profile = super.toMonitoringProfile();
    const { messageRate: rate, messagesPerSecond: perPod } = this.streamScaling ?? {};
    const panels = rate && perPod !== undefined ? streamPanels(messagesOf(this, this, rate), perPod) : [];
    return { ...profile, kind: MonitoredKind.STREAM, panels: [...profile.panels, ...panels] };
  }

  private checkRollout({ rollout, controller }: StreamingServiceProps): void {
    const unavailable = (controller ? controller._options.rollout : rollout)?.maxUnavailable;
    const id = 'rollout-drops-streams';
    if (
      unavailable !== undefined &&
      (parseAmount(unavailable)?.value ?? 0) > 0 &&
      !acknowledgementsOf(this).covers(this, id)
    ) {
      reportError(this, {
        property: 'rollout.maxUnavailable',
        value: JSON.stringify(unavailable),
        rule: 'the streams of pods that are missing crowd onto those that are left, all at once',
        fix: "leave it out, so that a new pod is ready before an old one goes, and give maxSurge for speed: '25%'; or acknowledge it with the reason",
        id,
      });
    }
  }
}
