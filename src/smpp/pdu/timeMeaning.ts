/** Absolute and relative times in words for people (SMPP 3.4 §7.1.1). */

const ABSOLUTE = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([+-])$/;
const RELATIVE = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)000R$/;
const QUARTERS_AN_HOUR = 4;

/** A time of 16 characters in words (SMPP 3.4 §7.1.1). */
export function timeMeaning(time: string): string {
  if (time === '') return 'none';
  const relative = RELATIVE.exec(time);
  if (relative !== null) return spanMeaning(relative.slice(1).map(Number));
  const [, year, month, day, hour, minute, second, tenth, quarters, sign] = ABSOLUTE.exec(time) ?? [];
  if (year === undefined) return 'no time of the standard';
  const offset = Number(quarters) / QUARTERS_AN_HOUR;
  const zone = `${sign}${two(Math.floor(offset))}:${two((offset % 1) * 60)}`;
  return `20${year}-${month}-${day} ${hour}:${minute}:${second}.${tenth} ${zone}`;
}

const UNITS = ['y', 'mo', 'd', 'h', 'min', 's'];

function spanMeaning(counts: readonly number[]): string {
  const parts = counts
    .map((count, index) => (count === 0 ? '' : `${count} ${UNITS[index]}`))
    .filter((part) => part !== '');
  return parts.length === 0 ? 'at once' : `in ${parts.join(' ')}`;
}

const two = (value: number) => String(value).padStart(2, '0');
