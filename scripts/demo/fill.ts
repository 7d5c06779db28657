import type { Response } from '../../src/responses/response.js';
import type { Stores } from '../../src/web/app.js';
import { simulatedAttempts } from './attempts.js';
import { linkBatches } from './links.js';
import { simulatedResponses, type Simulation } from './responses.js';

const batchSize = 1000;

/** Stores the interviews of the waves, who was tried beside them and the links sent, then the waves themselves: a wave that can be seen is whole. */
export async function fill(
  { responses, attempts, links, waves }: Pick<Stores, 'responses' | 'attempts' | 'links' | 'waves'>,
  simulations: readonly Simulation[],
  report: (stored: number) => void,
): Promise<void> {
  let stored = 0;
  for (const simulation of simulations) {
    for (const batch of batches(simulatedResponses(simulation))) {
      stored += await responses.insertMany(batch);
      await attempts.insertMany(batch.flatMap((response) => simulatedAttempts(response, simulation.seed)));
      report(stored);
    }
    for (const { batch, made } of linkBatches(simulation)) {
      await links.makeBatch(batch);
      await links.addLinks(made);
    }
    const outcome = await waves.create(simulation.wave);
    if (outcome !== 'created') throw new Error(`fill requires a store without the wave ${simulation.wave.id}`);
  }
}

function* batches(responses: Iterable<Response>): Generator<Response[]> {
  let batch: Response[] = [];
  for (const response of responses) {
    batch.push(response);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
