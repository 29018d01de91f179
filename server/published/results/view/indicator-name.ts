import type { Said } from '../../../../views/words/phrase.ts'
import type { Item } from '../model.ts'
import type { Speech } from '../speech.ts'

/** The programme's own wording of an indicator; in another language its question, where it is translated. */
export function indicatorName(item: Item, speech: Speech): Said {
  if (speech.language === 'ja') return item.indicator ?? item.text
  const text = speech.item(item)
  return typeof text === 'string' ? text : { ja: item.indicator ?? item.text }
}
