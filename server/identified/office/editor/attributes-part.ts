import { z } from 'zod'
import { allAttributes, chosenAttributes } from '../../../survey/draft-attributes.ts'
import { chosen } from '../form-fields.ts'
import { draftPath, type Part } from './part.ts'
import { rosterCategories } from './roster-categories.ts'

const MOST_ATTRIBUTES = 4

/** Which attributes are asked for, four at most, and how the roster's words fit them. */
export const attributesPart: Part<{ readonly attributes: string[] }> = {
  id: 'attributes',
  fields: ['attributes'],
  schema: ({ draft, options }) =>
    z.object({
      attributes: chosen(allAttributes(draft, options.bank).map(({ id }) => id)).refine(
        (ids) => ids.length <= MOST_ATTRIBUTES,
        { error: `属性は${MOST_ATTRIBUTES}つまで選べます。` },
      ),
    }),
  typed: ({ draft }) => ({ attributes: draft.attributeIds.join('\n') }),
  change: (draft, { attributes }) => ({ ...draft, attributeIds: attributes }),
  async shown({ draft, options, survey }) {
    const base = `${draftPath(survey)}/attributes`
    const categories = await rosterCategories(
      options.identity,
      chosenAttributes(draft, options.bank),
    )
    return {
      attributes: allAttributes(draft, options.bank).map(({ id, label, options: words }) => ({
        value: id,
        label: `${label}（${words.join('・')}・回答しない）`,
      })),
      own: draft.ownAttributes.map(({ id, label }) => ({ label, href: `${base}/own/${id}` })),
      newOwn: `${base}/own`,
      categories,
      categoriesHref: `${base}/categories`,
    }
  },
}
