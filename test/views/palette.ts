/** Reads the colours that the styles use, down to the DADS tokens, and compares them (WCAG 2.2). */
import { readFileSync } from 'node:fs'
import { projectFile } from '../../server/http/project-file.ts'

/** @returns a function from a custom property (`--ink`) or a class with one colour (`.heat-1`) to `#rrggbb`. */
export function readPalette(): (name: string) => string {
  const css = [
    projectFile('node_modules', '@digital-go-jp', 'design-tokens', 'dist', 'tokens.css'),
    ...['base', 'tables'].map((part) => projectFile('views', 'styles', `${part}.css`)),
  ]
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
  const properties = new Map(
    [...css.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [
      name,
      value.trim(),
    ]),
  )

  return function colour(name: string): string {
    if (/^#[0-9a-f]{6}$/i.test(name)) return name
    const inner = /^var\((--[\w-]+)\)$/.exec(name)?.[1]
    if (inner !== undefined) return colour(inner)
    const value = name.startsWith('.') ? lastColourOf(css, name) : properties.get(name)
    if (value === undefined) throw new Error(`no colour ${name}`)
    return colour(value)
  }
}

/** The plain colour of a rule: fill or stroke, or the last colour of a layered background. */
function lastColourOf(css: string, selector: string): string | undefined {
  const escaped = selector.replace(/[.-]/g, '\\$&')
  const rule = new RegExp(`^${escaped} \\{([^}]*)\\}`, 'm').exec(css)?.[1] ?? ''
  const declared = /(?:fill|stroke|background):([^;]+);/g
  const values = [...rule.matchAll(declared)]
    .map(([, value = '']) => value)
    .filter((v) => !/none/.test(v))
  return values[0]?.match(/var\(--[\w-]+\)/g)?.at(-1)
}

export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
