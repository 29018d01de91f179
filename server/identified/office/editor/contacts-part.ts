import { z } from 'zod'
import { lines, optionalLine, wholeNumber } from '../form-fields.ts'
import type { Part } from './part.ts'

const schema = z
  .object({
    contact: optionalLine('問い合わせ先', 60),
    contacts: lines('相談窓口', 6, 100),
    keeperPosts: lines('鍵の保管者', 5, 40),
    keeperNeed: wholeNumber('開封に必要な人数', 1, 5, '人'),
    readers: lines('自由記述を読む人', 2, 40),
  })
  .superRefine((form, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (form.keeperPosts.length > 0 && form.keeperNeed > form.keeperPosts.length) {
      refuse('keeperNeed', '開封に必要な人数は、保管者の人数以下にしてください。')
    }
    if (new Set(form.keeperPosts).size !== form.keeperPosts.length) {
      refuse('keeperPosts', '同じ役職が2回あります。1つにしてください。')
    }
    if (form.readers.length === 1 || new Set(form.readers).size !== form.readers.length) {
      refuse(
        'readers',
        '違う役職を2つ、1行に1つずつ入力してください。1人は人事課の外の人にします。',
      )
    }
  })

/** Whom people ask, and the posts that open the box. */
export const contactsPart: Part<z.infer<typeof schema>> = {
  id: 'contacts',
  fields: ['contact', 'contacts', 'keeperPosts', 'keeperNeed', 'readers'],
  schema: () => schema,
  typed: ({ draft }) => ({
    contact: draft.contact,
    contacts: draft.contacts.join('\n'),
    keeperPosts: draft.keepers.posts.join('\n'),
    keeperNeed: String(draft.keepers.need),
    readers: draft.readers.join('\n'),
  }),
  change: (draft, { contact, contacts, keeperPosts, keeperNeed, readers }) => ({
    ...draft,
    contact,
    contacts,
    keepers: { need: keeperNeed, posts: keeperPosts },
    readers,
  }),
  shown: () => ({}),
}
