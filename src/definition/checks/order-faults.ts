import { idsBehind } from '../outline.js';
import type { Place, WrittenRule } from '../outline.js';
import { ruleReferences } from '../rules.js';
import type { Fault, Order } from '../types.js';
import type { Written } from './written.js';

interface Listed {
  order?: Order | undefined;
  /** Where the order is stated, and where the elements are. */
  path: string;
  elements: string;
  list: { fixed?: boolean }[];
}

/** Lists put in an order of their own: something moves in them, and nothing in them looks at what may come later. */
export function orderFaults(written: Written): Fault[] {
  return [
    ...listsIn(written).flatMap(listFaults),
    ...written.outline.rules.flatMap((rule) => insideFaults(written, rule)),
  ];
}

function listsIn({ definition, outline }: Written): Listed[] {
  const pages = definition.pages.map(({ order, questions }, at) => ({
    order,
    path: `/pages/${at}`,
    elements: `/pages/${at}/questions`,
    list: questions,
  }));
  const own = outline.questions.flatMap(({ question, path }): Listed[] => {
    if ('options' in question) {
      return [{ order: question.order, path, elements: `${path}/options`, list: question.options }];
    }
    if (question.type !== 'rating-group') return [];
    return [{ order: question.order, path, elements: `${path}/items`, list: question.items }];
  });
  return [...pages, ...own];
}

function listFaults({ order, path, elements, list }: Listed): Fault[] {
  if (order !== undefined) {
    const moving = list.filter(({ fixed }) => fixed !== true).length;
    return moving > 1 ? [] : [{ code: 'order.nothingMoves', path: `${path}/order`, params: { moving } }];
  }
  return list.flatMap(({ fixed }, at) =>
    fixed === true ? [{ code: 'order.fixedWithoutOrder', path: `${elements}/${at}/fixed`, params: {} }] : [],
  );
}

/** In a page in an order of its own a question stands before or after any other, in a group an item. */
function insideFaults({ outline }: Written, { rule, path, within }: WrittenRule): Fault[] {
  if (within === undefined) return [];
  const { page, question, item } = within;
  const looked = idsBehind(ruleReferences(rule), outline.computedOf).map((id) => outline.placeOf.get(id));
  const isBeside = (place: Place) => {
    if (place.question !== question) return place.page === page && page.order !== undefined;
    return item !== undefined && place.item !== item && 'order' in question;
  };
  return looked
    .filter((place) => place !== undefined)
    .filter(isBeside)
    .map(({ id }) => ({ code: 'order.ruleInside', path, params: { question: id } }));
}
