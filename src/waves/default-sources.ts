import type { SampleSource } from './wave.js';

/** Where people usually come from. The open link is asked of everybody and stays outside the measurement frame. */
export const defaultSources: readonly SampleSource[] = [
  {
    id: 'phone-list',
    label: { 'zh-CN': '电话名单', en: 'Phone list' },
    mode: 'phone',
    entry: 'case',
    covers: 'population',
  },
  {
    id: 'street',
    label: { 'zh-CN': '街头拦访', en: 'Street contact' },
    mode: 'onsite',
    entry: 'intercept',
    covers: 'population',
  },
  {
    id: 'personal-link',
    label: { 'zh-CN': '专属链接', en: 'Personal links' },
    mode: 'online',
    entry: 'token',
    covers: 'population',
  },
  {
    id: 'open-link',
    label: { 'zh-CN': '公开链接', en: 'Open link' },
    mode: 'online',
    entry: 'open',
    covers: 'population',
  },
];
