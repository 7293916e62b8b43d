/** Draws a pack's label: its GS1 DataMatrix, and beside it the same fields for people. */
import type { DrawingContext, RenderOptions } from '@bwip-js/node';
import { GROUP_SEPARATOR, type LabelledPack, packElementString, packLines } from '@theriac/domain/gs1';

/** What a label may be drawn as. */
export const LABEL_FORMATS = ['svg', 'png'] as const;

/** A picture's format. */
export type LabelFormat = (typeof LABEL_FORMATS)[number];

/** How a label is drawn. */
export interface LabelStyle {
  readonly format: LabelFormat;
  /** Half the pixels of a module's side. */
  readonly scale: number;
}

/** Lengths in half modules: bwip-js counts so, and multiplies by the scale. The standard asks for one module of quiet zone. */
const QUIET_ZONE = 4;
const TEXT_HEIGHT = 7;
const LINE_HEIGHT = 10;
const FONT = 'OCR-B';
const BLACK = '000000';

/**
 * Draws a label.
 *
 * @returns the SVG's text in UTF-8, or the PNG
 */
export async function drawLabel(pack: LabelledPack, { format, scale }: LabelStyle): Promise<Uint8Array> {
  // Loaded when the first label is drawn: a gateway that draws none spares ten megabytes.
  const { drawingSVG, drawingZlibPng, render } = await import('@bwip-js/node');
  const lines = packLines(pack);
  const options: RenderOptions = {
    bcid: 'datamatrix',
    text: symbolText(pack),
    ...{ parsefnc: true, scale, padding: QUIET_ZONE },
    // Without it the background is transparent, and a dark page hides the symbol.
    backgroundcolor: 'FFFFFF',
  };
  if (format === 'png') return render(options, withLines(drawingZlibPng(), lines, scale));
  return Buffer.from(titled(render(options, withLines(drawingSVG(), lines, scale)), lines));
}

/** FNC1 at the beginning makes it GS1's; as a separator it is the same sign. A caret is none of GS1's characters. */
function symbolText(pack: LabelledPack): string {
  return `^FNC1${packElementString(pack).replaceAll(GROUP_SEPARATOR, '^FNC1')}`;
}

/** The same drawing with lines of text at its right. */
function withLines<T>(drawing: DrawingContext<T>, lines: readonly string[], scale: number): DrawingContext<T> {
  const [size, leading] = [TEXT_HEIGHT * scale, LINE_HEIGHT * scale];
  let left = 0;
  return {
    ...drawing,
    init: (width, height) => {
      left = width + QUIET_ZONE * scale;
      const widest = Math.max(...lines.map((line) => drawing.measure(line, FONT, size, size).width));
      drawing.init(left + widest, Math.max(height, lines.length * leading));
    },
    end: () => {
      const font = { name: FONT, width: size, height: size, dx: 0 };
      lines.forEach((line, index) => {
        drawing.text(left, index * leading + size, line, BLACK, font);
      });
      return drawing.end();
    },
  };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Letters are drawn as paths, which look the same everywhere; the title has them as text, for readers of screens. */
function titled(svg: string, lines: readonly string[]): string {
  const title = lines.join(' ').replace(/[&<>]/g, (sign) => ENTITIES[sign] ?? sign);
  return svg.replace(/^<svg [^>]*>/, (opening) => `${opening}\n<title>${title}</title>`);
}
