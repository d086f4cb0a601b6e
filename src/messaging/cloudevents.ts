/** What a CloudEvents 1.0 envelope says of a message, before it is written as headers. */
export interface Envelope {
  /** Unique for the source; the message id. */
  readonly id: string;
  /** What happened, `turnup.fsm.workOrder.create`. */
  readonly type: string;
  /** Who says so, a URI reference: `/turnup`. */
  readonly source: string;
  /** When it happened. */
  readonly time: Date;
  /** What it is about: the work order's id. */
  readonly subject: string;
  /** W3C trace context, where the message is part of a trace. */
  readonly traceparent?: string;
}

/**
 * The headers of an outgoing message: the attributes of CloudEvents 1.0 under the prefix of its
 * AMQP binding (binary mode), and `traceparent` under its own name (W3C Trace Context).
 */
export function cloudEventHeaders(envelope: Envelope): Record<string, string> {
  return {
    'cloudEvents:specversion': '1.0',
    'cloudEvents:id': envelope.id,
    'cloudEvents:type': envelope.type,
    'cloudEvents:source': envelope.source,
    'cloudEvents:time': envelope.time.toISOString(),
    'cloudEvents:subject': envelope.subject,
    ...(envelope.traceparent === undefined ? {} : { traceparent: envelope.traceparent }),
  };
}

/** The header that names what a message is about. */
export const SUBJECT_HEADER = 'cloudEvents:subject';
