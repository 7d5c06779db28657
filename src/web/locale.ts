import type { NextFunction, Request, Response } from 'express';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language, ModeText, Mode, Text } from '../definition/types.js';
import { textFor } from '../definition/text.js';
import { root } from './root.js';

export const languages: readonly Language[] = ['zh-CN', 'en'];

type Words = Record<string, string>;
export type Catalogue = Record<Language, Words>;
export type Translate = (key: string, params?: Record<string, string | number>) => string;

/** Reads every `<room>.<language>.json` of src/locales into one table a language; keys are `<room>.<key>`. */
export function loadCatalogue(folder = join(root, 'src/locales')): Catalogue {
  const catalogue: Catalogue = { 'zh-CN': {}, en: {} };
  for (const file of readdirSync(folder)) {
    const [room, language] = file.split('.') as [string, Language];
    const words = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Words;
    for (const [key, text] of Object.entries(words)) catalogue[language][`${room}.${key}`] = text;
  }
  return catalogue;
}

/** Looks a key up and fills `{name}` places. An unknown key is a programmer's error. */
export function translator(catalogue: Catalogue, language: Language): Translate {
  return (key, params = {}) => {
    const text = catalogue[language][key];
    if (text === undefined) throw new Error(`translator requires the key ${key} in ${language}`);
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  };
}

function preferred(req: Request): Language {
  const cookies = req.cookies as Record<string, string | undefined>;
  const asked = [req.query['lang'], cookies['lang']];
  const known =
    languages.find((language) => language === asked[0]) ?? languages.find((language) => language === asked[1]);
  return known ?? (req.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN');
}

/** Settles the reader's language for the request: `?lang=` (remembered), then the cookie, then the browser's wish, then Chinese. */
export function locale(catalogue: Catalogue) {
  return (req: Request, res: Response, next: NextFunction): void => {
    const language = preferred(req);
    if (req.query['lang'] === language) {
      res.cookie('lang', language, { maxAge: 365 * 86_400_000, sameSite: 'lax', httpOnly: true });
    }
    res.locals['language'] = language;
    res.locals['t'] = translator(catalogue, language);
    res.locals['text'] = (text: Text | ModeText, mode?: Mode) => textFor(text, language, mode);
    res.locals['otherLanguage'] = language === 'en' ? 'zh-CN' : 'en';
    next();
  };
}
