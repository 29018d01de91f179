import { encodeQR } from 'qr'

const SVG = 'http://www.w3.org/2000/svg'
/** White around the code, in modules (ISO/IEC 18004 §9.1: four). */
const QUIET = 4

/** A QR as a drawing: an attribute each, since the page allows no style of its own. */
export function drawQr(text: string): SVGSVGElement {
  const modules = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET })
  return drawing(modules.length, modules.length, pathOf(modules))
}

/** One filled path in a box of `width` × `height` units. */
export function drawing(width: number, height: number, d: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`)
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('d', d)
  svg.append(path)
  return svg
}

/** A bar for each run of dark modules in a row. */
function pathOf(modules: readonly (readonly boolean[])[]): string {
  let d = ''
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      const start = x
      while (row[x] === true) x += 1
      if (x > start) d += `M${start} ${y}h${x - start}v1h-${x - start}z`
    }
  }
  return d
}
