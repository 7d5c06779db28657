import type { Fault } from '../definition/types.js';

/** Under which key the sentence for a fault of an answer stands: where no decimals are allowed at all, whole numbers are asked for plainly. */
export function sentenceKey({ code, params }: Fault): string {
  return code === 'answer.tooPrecise' && params['decimals'] === 0 ? 'notWhole' : code.replace('answer.', '');
}
