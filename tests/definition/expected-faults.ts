import { expectedDisplayFaults } from './expected-display-faults.js';
import { expectedLogicFaults } from './expected-logic-faults.js';
import { expectedShapeFaults } from './expected-shape-faults.js';

/** What each file of tests/fixtures/surveys/invalid is refused for, exactly: code, JSON pointer, params. */
export const expectedFaults: Record<string, string[]> = {
  ...expectedDisplayFaults,
  ...expectedLogicFaults,
  ...expectedShapeFaults,
  'age-band-reversed': ['profile.ageBand /profile/age/categories/60-18 band=60-18'],
  'age-bands': ['profile.ageBand /profile/age/categories/55+ band=55+'],
  'consent-not-first': ['profile.consentNotFirst /profile/consent question=consent other=sex'],
  'date-limit-no-day': [
    'question.notADay /pages/3/questions/0/earliest limit=2026-02-30',
    'question.notADay /pages/3/questions/1/latest limit=2026-13-01',
  ],
  'date-limits-crossed': ['question.limits /pages/3/questions/0 low=2026-05-01 high=2026-04-30'],
  'decline-goes-on': ['screening.declineGoesOn /screening question=consent'],
  'district-option-without-district': ['district.missing /pages/1/questions/2/options/2 question=home code=3'],
  'duplicate-ids': [
    'id.duplicate /pages/2 id=about',
    'id.duplicate /pages/2/questions/1/items/2 id=sex',
    'id.duplicate /screening/2 id=minor',
    'id.duplicate /index/dimensions/1 id=a',
  ],
  'duplicate-options': [
    'option.duplicateDistrict /pages/1/questions/2/options/1 code=2 district=330602',
    'option.duplicateCode /pages/3/questions/0/options/1 code=1',
    'option.duplicateLabel /pages/3/questions/0/options/1 code=1',
    'option.duplicateLabel /pages/3/questions/0/options/3 code=3',
  ],
  'empty-page': ['page.empty /pages/3 page=nothing'],
  'exclusive-not-multiple': [
    'option.exclusiveNotMultiple /pages/3/questions/0/options/0/exclusive code=1',
    'option.exclusiveNotMultiple /pages/3/questions/1/options/1/exclusive code=2',
    'question.limits /pages/3/questions/2 low=3 high=2',
  ],
  'impossible-limits': [
    'question.limits /pages/3/questions/0 low=3 high=2',
    'question.limits /pages/3/questions/1 low=9 high=1',
  ],
  'index-items': [
    'index.unknownItem /index/dimensions/0/items/2 item=nobody',
    'index.notRated /index/dimensions/0/items/3 item=sex',
    'index.duplicateItem /index/dimensions/0/items/4 item=a1',
    'index.isCore /index/dimensions/0/items/5 item=overall',
  ],
  'index-scale-differs': ['index.scaleDiffers /index/dimensions/1/items/1 item=c1 scale=five expected=ten'],
  'index-unknown-scale': ['index.unknownScale /index/scale scale=hundred'],
  'index-weights': [
    'index.weightsSum /index/dimensions sum=1.1',
    'index.weightsPartial /index/dimensions/0/items',
    'index.weightsSum /index/dimensions/1/items sum=0.9',
  ],
  'limits-too-precise': [
    'question.limitTooPrecise /pages/3/questions/0/min limit=0.2 decimals=0',
    'question.limitTooPrecise /pages/3/questions/0/max limit=0.8 decimals=0',
    'question.limitTooPrecise /pages/3/questions/1/min limit=0.05 decimals=1',
  ],
  'missing-codes-as-options': [
    'option.missingLabel /pages/3/questions/0/options/0 code=1 label=Don’t know',
    'option.missingCode /pages/3/questions/0/options/1 code=98',
    'option.missingLabel /pages/3/questions/0/options/2 code=3 label=不知道',
  ],
  'missing-language': [
    'text.languageMissing /title language=en',
    'text.languageMissing /pages/1/questions/1/options/0/label language=zh-CN',
  ],
  'ordering-options': [
    'option.duplicateCode /pages/3/questions/0/options/1 code=1',
    'option.missingLabel /pages/3/questions/0/options/2 code=3 label=不知道',
  ],
  'places-beyond-options': ['question.places /pages/3/questions/0/places places=4 options=3'],
  'previous-version': [
    'previous.notEarlier /previous/version version=1 previous=1',
    'previous.unknownItem /previous/items/nobody item=nobody',
  ],
  'profile-categories': [
    'profile.unknownCode /profile/age/categories role=age code=9',
    'profile.codeTwice /profile/age/categories role=age code=2',
    'profile.uncategorised /profile/age/categories role=age code=3',
  ],
  'profile-late': [
    'screening.beforeProfile /screening/2 screening=elsewhere question=age',
    'profile.late /profile/age role=age question=age',
  ],
  'profile-may-be-missing': [
    'profile.mayBeMissing /profile/age role=age question=age',
    'profile.mayBeMissing /profile/residenceDistrict role=residenceDistrict question=home',
  ],
  'profile-unknown-question': [
    'profile.unknownQuestion /profile/sex role=sex question=gender',
    'profile.unknownQuestion /profile/serviceDistrict role=serviceDistrict question=where',
  ],
  'profile-wrong-type': [
    'screening.beforeProfile /screening/1 screening=minor question=overall',
    'screening.beforeProfile /screening/2 screening=elsewhere question=overall',
    'profile.wrongType /profile/residenceDistrict role=residenceDistrict question=overall type=single',
  ],
  'reserved-id': ['id.reserved /pages/3/questions/0 id=constructor'],
  'reserved-names': [
    'id.reserved /id id=constructor',
    'id.reserved /sector id=constructor',
    'id.reserved /index/core/constructor id=constructor',
  ],
  'satisfaction-not-rated': ['index.satisfactionNotRated /index/satisfaction question=sex'],
  'scale-faults': [
    'scale.empty /scales/flat min=3 max=3',
    'scale.labelOutOfRange /scales/bare/labels/6 min=1 max=5',
    'scale.endUnlabelled /scales/bare point=5',
  ],
  'scale-not-spoken': ['text.modeMissing /pages/2/questions/0/text mode=phone'],
  'screening-before-profile': [
    'screening.beforeProfile /screening/3 screening=notUser question=sex',
    'screening.beforeProfile /screening/3 screening=notUser question=age',
    'screening.beforeProfile /screening/3 screening=notUser question=home',
  ],
  'screening-never-true': ['screening.neverTrue /screening/3 screening=never'],
  'unknown-core-question': ['index.unknownCore /index/core/loyalty question=nobody'],
  'unknown-district': ['district.unknown /pages/1/questions/2/options/1 code=2 district=330621'],
  'unknown-question-in-rule': [
    'rule.unknownQuestion /pages/2/when question=nobody',
    'rule.unknownQuestion /pages/2/when question=items',
  ],
  'unknown-scale': ['question.unknownScale /pages/2/questions/0/scale scale=constructor'],
  'wording-for-unused-mode': ['text.modeUnused /intro/onsite mode=onsite'],
};
