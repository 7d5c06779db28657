import type { Mode, Population, Text } from '../definition/types.js';
import type { Entry } from '../responses/response.js';
import type { Method } from './method.js';

/** Where people come from. Only sources that cover the population are raked to it. */
export interface SampleSource {
  id: string;
  label: Text;
  mode: Mode;
  entry: Entry;
  covers: 'population' | 'users';
}

export interface Wave {
  id: string;
  title: Text;
  kind: 'real' | 'simulated';
  /** Half-open, UTC: opensAt <= start < closesAt. Shown in Asia/Shanghai. */
  opensAt: Date;
  closesAt: Date;
  /** One version a survey. */
  surveys: { id: string; version: number }[];
  population: Population;
  modes: Mode[];
  /** District codes, in the order of the places file. */
  districts: string[];
  boundaryVersion: string;
  sampleSources: SampleSource[];
  method: Method;
  /** One interview asks several of the surveys: each person that many at most, drawn at random from those the person is eligible for. */
  combined?: { surveysPerPerson: number };
  /** Days after closesAt in which a device may still sync. */
  graceDays: number;
  /** Simulated waves only: the true index by survey and district that the generator used. */
  truth?: { survey: string; district: string; index: number }[];
}
