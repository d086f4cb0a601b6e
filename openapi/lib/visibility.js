// The words of visibility.tsp. Those on attributes become marks of the emitted schema; finish.mjs
// derives the bodies of requests from the marks and takes them away.
import { $summary, $tag } from '@typespec/compiler';
import { $operationId, setExtension } from '@typespec/openapi';
import { $post, $route } from '@typespec/http';
import { $oneOf } from '@typespec/openapi3';
import { MARKS } from './marks.js';
import { summaryOf } from './summary.js';

const mark =
  (...words) =>
  (context, target) => {
    for (const word of words) setExtension(context.program, target, word, true);
  };

export const $decorators = {
  Turnup: {
    given: mark(MARKS.notAtCreation, MARKS.notInUpdate),
    fixed: mark(MARKS.notInUpdate),
    later: mark(MARKS.notAtCreation),
    asked: mark(MARKS.asked),
    askedAgain: mark(MARKS.askedAgain),
    unasked: mark(MARKS.unasked, MARKS.unaskedAgain),
    unaskedAgain: mark(MARKS.unaskedAgain),

    byType(context, union) {
      const schemas = [...union.variants.values()].map((v) => [String(v.name), v.type.name]);
      setExtension(context.program, union, MARKS.byType, Object.fromEntries(schemas));
      context.call($oneOf, union);
    },

    accepts(context, operation, variant) {
      setExtension(context.program, operation, MARKS.variant, variant);
    },

    does(context, operation, verb, subject, path) {
      if (isOpen(subject)) return;
      context.call($operationId, operation, verb + subject.name);
      context.call($summary, operation, summaryOf(verb, subject.name));
      context.call($tag, operation, path.split('/').at(-1));
    },

    doesToo(context, operation, verb, subject) {
      if (!isOpen(subject)) context.call($operationId, operation, verb + subject.name);
    },

    listener(context, operation, event) {
      if (isOpen(event)) return;
      context.call($operationId, operation, `listenTo${event.name}`);
      context.call($summary, operation, `Receive ${event.name}`);
      context.call($tag, operation, 'events');
      context.call($route, operation, `/listener/${operation.name}`);
      context.call($post, operation);
    },
  },
};

/** True in the template itself, before a model fills it. */
const isOpen = (subject) => subject?.kind !== 'Model' || !subject.name;
