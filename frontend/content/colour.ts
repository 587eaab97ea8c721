/** Contrast arithmetic of WCAG 2 on `#rrggbb` colours. */

type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
const READABLE = 4.5;

/** What `textOn` answers for dark grounds. */
export const WHITE_TEXT = format(WHITE);

export const DEFAULT_ACCENT = "#0f766e";

/** The colour when it is well formed, else the default. */
export function validAccent(colour: string | undefined): string {
  return colour && /^#[0-9a-f]{6}$/i.test(colour) ? colour : DEFAULT_ACCENT;
}

/** Ratio of 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  return ratio(parse(one), parse(other));
}

/** Black or white, whichever reads better on that background. */
export function textOn(background: string): string {
  const rgb = parse(background);
  return format(ratio(rgb, BLACK) > ratio(rgb, WHITE) ? BLACK : WHITE);
}

/** The nearest shade of a colour that reads as text on that background. */
export function readableOn(background: string, colour: string): string {
  const ground = parse(background);
  const pole = parse(textOn(background));
  let shade = parse(colour);
  while (ratio(shade, ground) < READABLE) shade = towards(shade, pole);
  return format(shade);
}

function towards(from: Rgb, to: Rgb): Rgb {
  const step = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * 0.1);
  const next: Rgb = [step(0), step(1), step(2)];
  return format(next) === format(from) ? to : next;
}

function ratio(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(rgb: Rgb): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function format(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}
