import { describe, expect, test } from '@jest/globals';
import { frameOf } from '../../src/measurement/frame-of.js';
import { measureWave } from '../../src/measurement/measure.js';
import { scoreOf } from '../../src/measurement/wave-measurement.js';
import type { Figure } from '../../src/measurement/wave-measurement.js';
import { responseOf, rowsOf, surveys, wave } from './r-survey.js';

describe('a wave recomputed by R survey', () => {
  const frame = frameOf(rowsOf('responses.csv').map(responseOf), surveys, wave);
  const measured = measureWave(frame, surveys, wave);
  const figureOf = (node: string, district: string): Pick<Figure, 'estimate' | 'error'> => {
    const city = measured.city.find((each) => each.node === node);
    if (district === 'official' || district === 'pooled') return city?.[district] ?? {};
    if (!node.startsWith('satisfied:')) return scoreOf(measured, node, district).figure;
    const share = measured.satisfied.find((each) => `satisfied:${each.survey}` === node && each.district === district);
    return share?.figure ?? {};
  };

  test('has the same weights', () => {
    const expected = new Map(rowsOf('weights.csv').map((row) => [row['response'], Number(row['weight'])]));
    const ids = ['bus', 'bank'].flatMap((survey) =>
      rowsOf('responses.csv')
        .filter((row) => row['survey'] === survey)
        .map((row) => row['response'] as string)
        .toSorted(),
    );
    ids.forEach((id, row) => {
      expect((measured.weights.final[row] as number) / (expected.get(id) as number)).toBeCloseTo(1, 11);
    });
  });

  test.each(rowsOf('expected.csv').map((row) => [row['node'] as string, row['district'] as string, row] as const))(
    'has the same estimate and error of %s in %s, to 1e-10',
    (node, district, row) => {
      const { estimate, error } = figureOf(node, district);
      expect((estimate as number) / Number(row['estimate'])).toBeCloseTo(1, 10);
      expect((error?.se as number) / Number(row['se'])).toBeCloseTo(1, 10);
    },
  );

  test('has the same covariances between districts, to 1e-9', () => {
    for (const row of rowsOf('covariance.csv')) {
      const matrix = measured.covariances.find(({ node }) => node === row['node']);
      const [a = -1, b = -1] = [row['a'], row['b']].map((each) => matrix?.districts.indexOf(each as string));
      expect((matrix?.values[a]?.[b] as number) / Number(row['covariance'])).toBeCloseTo(1, 9);
    }
  });
});
