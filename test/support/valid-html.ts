import { within } from '@testing-library/dom'
import { Window } from 'happy-dom'
import { HtmlValidate, type RuleConfig } from 'html-validate'
import type { LightMyRequestResponse } from 'fastify'
import { expect } from 'vitest'

const RULES: RuleConfig = {
  'void-style': ['error', { style: 'omit' }],
  'doctype-style': ['error', { style: 'lowercase' }],
  'no-inline-style': 'error',
  'no-trailing-whitespace': 'off',
  'long-title': 'off',
}

/**
 * What is wrong with a page, a line each: `12: rule-id message`.
 *
 * @param own rules that these pages have otherwise, each with its reason where it is given
 */
export function htmlFaults(html: Buffer | string, own: RuleConfig = {}): string[] {
  const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: { ...RULES, ...own },
  })
  return validator
    .validateStringSync(String(html))
    .results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, line }) => `${line}: ${ruleId} ${message}`),
    )
}

/** A page as a reader meets it, by role and label; its HTML has to be valid. */
export function openedPage(response: LightMyRequestResponse, url: string) {
  expect(htmlFaults(response.body)).toEqual([])
  const window = new Window({ url: `http://localhost${url}` })
  window.document.write(response.body)
  const body = window.document.body as unknown as HTMLElement
  const main = window.document.querySelector('main') as unknown as HTMLElement
  const title = window.document.title
  return { response, title, body, page: within(body), main, inMain: within(main) }
}
