import { Router, type Response as Reply } from 'express';
import type { Questionnaire } from '../definition/questionnaire.js';
import { textFor } from '../definition/text.js';
import type { Language } from '../definition/types.js';
import { showCards } from '../interview/show-cards.js';
import { readerOf, type Translate } from '../reports/reader.js';
import type { Parts } from '../web/app.js';
import { Problem } from '../web/problems.js';
import { speakerOf } from './speaker.js';
import { questionsOf, surveyRows } from './survey-row.js';
import { lengthsOf, versionSheet } from './version-sheet.js';

type Lengths = ReturnType<typeof lengthsOf>;

/** What people read of a survey: all versions, one as text, and its cards. */
export function surveyRoutes({ surveys }: Parts): Router {
  const router = Router();
  const measured = new Map<string, Lengths>();

  /** Definitions do not change while the site runs: each is measured once. */
  function lengths({ definition, hash }: Questionnaire): Lengths {
    const known = measured.get(hash) ?? lengthsOf(definition);
    measured.set(hash, known);
    return known;
  }

  function find({ survey, version }: { survey: string; version: string }): Questionnaire {
    const found = surveys.all.find(({ definition }) => definition.id === survey && `${definition.version}` === version);
    if (!found) throw new Problem('survey.notFound');
    return found;
  }

  function sectorName(res: Reply): (id: string) => string {
    return readerOf(languageOf(res), res.locals['t'] as Translate, surveys.all).sector;
  }

  router.get('/surveys', (_req, res) => {
    res.render('surveys/list', { rows: surveyRows(surveys.all, lengths), sector: sectorName(res) });
  });

  router.get('/surveys/:survey/versions/:version', (req, res) => {
    const questionnaire = find(req.params);
    const { definition } = questionnaire;
    const isBoth = req.query['both'] === '1';
    const previous = definition.previous && surveys.get(definition.id, definition.previous.version);
    const sheet = versionSheet(questionnaire, speakerOf(definition, languageOf(res), isBoth), previous);
    const size = { questions: questionsOf(definition), items: questionnaire.indexItems.length };
    res.render('surveys/version', { sheet, ...size, ...lengths(questionnaire), isBoth, sector: sectorName(res) });
  });

  router.get('/surveys/:survey/versions/:version/cards', (req, res) => {
    const { definition } = find(req.params);
    const say = (text: Parameters<typeof textFor>[0]) => textFor(text, languageOf(res));
    const cards = showCards(definition).map(({ number, title, lines }) => ({
      number,
      title: title ? say(title) : '',
      lines: lines.map(({ code, words }) => ({ code, words: say(words) })),
    }));
    res.render('surveys/cards', { definition, cards });
  });

  return router;
}

function languageOf(res: Reply): Language {
  return res.locals['language'] as Language;
}
