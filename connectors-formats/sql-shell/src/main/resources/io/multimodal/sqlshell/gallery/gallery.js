'use strict';
const PAGE = 60;
const VISIBLE = ['image', 'audio', 'video', 'tensor'];
const state = { columns: [], from: 0, found: 0, rows: [], at: -1, view: 'cards', groups: [], asked: 0 };
const $ = id => document.getElementById(id);

/** An element with properties and children; texts are never HTML. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value; else made.setAttribute(key, value);
  }
  made.append(...children.filter(child => child !== null));
  return made;
}

async function get(address) {
  const reply = await fetch(address);
  const body = await reply.json();
  if (!reply.ok) throw new Error(body.error);
  return body;
}

const textOf = cell => cell === null ? null : typeof cell === 'string' ? cell : cell.text;
const shown = cell => cell === null ? element('span', { className: 'null' }, 'NULL') : textOf(cell);
const address = (row, column, what) => `cell/${row}/${column}/${what}`;

/** What could not be decoded says why, in the place of the image. */
async function failed(image, row, column) {
  let why = 'This cannot be shown';
  try { await get(address(row, column, 'preview')); } catch (e) { why = e.message; }
  image.replaceWith(element('p', { className: 'failed' }, why));
}

function preview(row, column, cell) {
  const kind = state.columns[column].kind;
  const image = element('img', { alt: `${state.columns[column].name}: ${cell.text}`, loading: 'lazy', decoding: 'async', src: address(row, column, 'preview') });
  image.onerror = () => failed(image, row, column);
  return element('div', { className: cell.flat ? 'frame matrix' : 'frame' }, image,
    kind === 'image' ? null : element('span', { className: 'badge' }, kind));
}

const isSeen = (column, cell) => cell !== null && VISIBLE.includes(state.columns[column].kind);

function card(row) {
  const seen = element('div', { className: 'seen' }), facts = element('dl');
  row.cells.forEach((cell, i) => {
    if (isSeen(i, cell)) seen.append(preview(row.row, i, cell));
    else facts.append(element('dt', {}, state.columns[i].name), element('dd', {}, shown(cell)));
  });
  return element('article', { className: 'card', tabIndex: 0, 'data-row': row.row }, seen, facts);
}

function table() {
  const head = element('tr');
  state.columns.forEach((column, i) => {
    const sorted = $('sort').value === String(i) ? ($('descending').checked ? ' ↓' : ' ↑') : '';
    const button = element('button', { type: 'button', onclick: () => sortBy(i) }, column.name + sorted);
    head.append(element('th', { className: column.kind === 'number' ? 'number' : '' }, button));
  });
  const body = element('tbody');
  for (const row of state.rows) {
    const line = element('tr', { tabIndex: 0, 'data-row': row.row });
    row.cells.forEach((cell, i) => line.append(element('td', { className: state.columns[i].kind === 'number' ? 'number' : '' },
      isSeen(i, cell) ? preview(row.row, i, cell) : shown(cell))));
    body.append(line);
  }
  return element('div', { className: 'scroll' }, element('table', {}, element('thead', {}, head), body));
}

const cards = rows => element('div', { className: 'cards' }, ...rows.map(card));

function show() {
  const main = $('rows');
  if (state.rows.length === 0) main.replaceChildren(element('p', {}, state.view === 'alike' ? 'No two images look alike.' : 'No row.'));
  else if (state.view === 'table') main.replaceChildren(table());
  else if (state.view === 'cards') main.replaceChildren(cards(state.rows));
  else main.replaceChildren(...state.groups.flatMap(group => [element('h2', {}, `${group.size} images`), cards(group.rows)]));
  main.querySelectorAll('[data-row]').forEach((item, i) => {
    item.onclick = event => { if (!event.target.closest('button, a')) open(i); };
  });
  if (state.view === 'alike') {
    $('place').textContent = state.found > state.groups.length ? `The ${state.groups.length} largest of ${state.found} groups` : '';
    $('before').disabled = $('after').disabled = true;
    return;
  }
  const last = Math.min(state.from + PAGE, state.found);
  $('place').textContent = state.found === 0 ? '' : `${(state.from + 1).toLocaleString('en')} – ${last.toLocaleString('en')} of ${state.found.toLocaleString('en')}`;
  $('before').disabled = state.from === 0;
  $('after').disabled = last >= state.found;
}

async function load(from = 0) {
  if (state.view === 'alike') view('cards');
  const asked = ++state.asked;
  const query = new URLSearchParams({ from, count: PAGE, search: $('search').value });
  if ($('sort').value !== '') query.set('sort', $('sort').value);
  if ($('descending').checked) query.set('descending', '');
  document.querySelectorAll('#filters input').forEach(input => { if (input.value.trim()) query.set(input.name, input.value); });
  try {
    const page = await get('rows?' + query);
    // A slow answer to what was typed before must not replace that to what is typed now.
    if (asked !== state.asked) return;
    Object.assign(state, { from, found: page.found, rows: page.rows });
    show();
  } catch (e) {
    $('rows').replaceChildren(element('p', { role: 'alert' }, `bin/browse does not answer: ${e.message}`));
  }
}

/** Groups of images that look alike; the first time they are all decoded, which takes a while. */
async function loadAlike() {
  const asked = ++state.asked, column = state.columns.findIndex(one => one.kind === 'image');
  while (asked === state.asked) {
    const answer = await get(`alike/${column}`);
    if (asked !== state.asked) return;
    if (answer.done === answer.all) {
      Object.assign(state, { from: 0, found: answer.found, groups: answer.groups, rows: answer.groups.flatMap(group => group.rows) });
      return show();
    }
    $('rows').replaceChildren(element('p', {}, `${answer.done.toLocaleString('en')} of ${answer.all.toLocaleString('en')} images are compared`),
      element('progress', { max: answer.all, value: answer.done }));
    await new Promise(resolve => setTimeout(resolve, 300));
  }
}

function view(name) {
  state.view = name;
  for (const id of ['cards', 'table', 'alike']) $(`as-${id}`).setAttribute('aria-pressed', id === name);
}

function sortBy(column) {
  if ($('sort').value === String(column)) $('descending').checked = !$('descending').checked;
  $('sort').value = String(column);
  load();
}

/** Boxes in pixels of the image, turned clockwise about their centre. */
function boxes(row, width, height) {
  const all = row.cells.filter(cell => cell !== null && cell.boxes).flatMap(cell => cell.boxes);
  if (all.length === 0 || !width || !height) return null;
  const make = (name, properties) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
    return made;
  };
  const svg = make('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none' });
  for (const box of all) {
    const turn = `rotate(${box.angle || 0} ${box.x + box.width / 2} ${box.y + box.height / 2})`;
    svg.append(make('rect', { x: box.x, y: box.y, width: box.width, height: box.height, transform: turn }));
    const size = Math.max(width, height) / 32;
    const label = make('text', { x: box.x, y: Math.max(size, box.y - size / 4), 'font-size': size });
    label.textContent = box.label;
    svg.append(label);
  }
  return svg;
}

function player(row, column, cell) {
  const kind = state.columns[column].kind, content = address(row.row, column, 'content');
  const stage = element('div', { className: cell.flat ? 'stage matrix' : 'stage' });
  if (kind === 'video') {
    stage.append(element('video', { controls: true, preload: 'metadata', poster: address(row.row, column, 'preview?side=960'), src: content }));
    return stage;
  }
  if (kind === 'file') return element('p', {}, element('a', { href: content, download: '' }, 'Download'));
  const image = element('img', { alt: cell.text, src: address(row.row, column, 'preview?side=1600') });
  image.onerror = () => failed(image, row.row, column);
  stage.append(image);
  if (kind !== 'image') return kind === 'audio' ? element('div', {}, stage, element('audio', { controls: true, preload: 'metadata', src: content })) : stage;
  // Boxes are of the first image of a row.
  const drawn = column === row.cells.findIndex((other, i) => other !== null && state.columns[i].kind === 'image') ? boxes(row, cell.width, cell.height) : null;
  if (drawn) stage.append(drawn);
  // Masks: tensors and other images of the row, laid over this one.
  const tools = element('p');
  row.cells.forEach((other, i) => {
    if (i === column || !isSeen(i, other) || !['tensor', 'image'].includes(state.columns[i].kind)) return;
    const check = element('input', { type: 'checkbox', onchange: () => {
      if (check.checked) stage.append(element('img', { className: 'overlay', id: `over-${column}-${i}`, alt: '', src: address(row.row, i, 'preview?side=1600') }));
      else $(`over-${column}-${i}`).remove();
    } });
    tools.append(element('label', {}, check, ` lay ${state.columns[i].name} over it `));
  });
  return element('div', {}, stage, tools);
}

async function details(list, row, column) {
  try {
    for (const [name, text] of Object.entries(await get(address(row, column, 'details')))) {
      list.append(element('dt', {}, name), element('dd', {}, text));
    }
  } catch (e) {
    list.append(element('dt', {}, 'error'), element('dd', {}, e.message));
  }
}

function open(i) {
  state.at = i;
  const row = state.rows[i], media = element('div', { className: 'beside' }), facts = element('dl', { className: 'facts' });
  row.cells.forEach((cell, column) => {
    const { name, kind } = state.columns[column];
    if (cell !== null && (isSeen(column, cell) || kind === 'file')) {
      const list = element('dl', { className: 'facts' });
      media.append(element('section', { className: 'medium' }, element('h2', {}, name), player(row, column, cell), list));
      details(list, row.row, column);
    } else {
      facts.append(element('dt', {}, name), element('dd', { className: 'text' }, shown(cell)));
    }
  });
  $('shown').replaceChildren(
    element('div', { className: 'bar' }, element('span', {}, state.view === 'alike' ? '' : `Row ${(state.from + i + 1).toLocaleString('en')} of ${state.found.toLocaleString('en')}`),
      element('button', { type: 'button', onclick: () => step(-1) }, '← Previous'), element('button', { type: 'button', onclick: () => step(1) }, 'Next →'),
      element('button', { type: 'button', onclick: () => $('one').close() }, 'Close')),
    media, facts);
  if (!$('one').open) $('one').showModal();
}

async function step(by) {
  const to = state.at + by;
  if (to >= 0 && to < state.rows.length) return open(to);
  if (state.view === 'alike') return;
  const from = state.from + by * PAGE;
  if (from < 0 || from >= state.found) return;
  await load(from);
  open(by > 0 ? 0 : state.rows.length - 1);
}

function typing(event) {
  return event.target.matches('input:not([type=checkbox]), select, textarea');
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if ($('one').open) {
    if (event.target.matches('video, audio')) return;
    if (event.key === 'ArrowRight') step(1); else if (event.key === 'ArrowLeft') step(-1); else return;
  } else if (event.key === '/' && !typing(event)) {
    $('search').focus();
  } else if (event.key === 'Enter' && event.target.dataset && event.target.dataset.row !== undefined) {
    open([...document.querySelectorAll('[data-row]')].indexOf(event.target));
  } else if (!typing(event) && event.key === 'ArrowRight' && !$('after').disabled) {
    load(state.from + PAGE);
  } else if (!typing(event) && event.key === 'ArrowLeft' && !$('before').disabled) {
    load(state.from - PAGE);
  } else {
    return;
  }
  event.preventDefault();
});

$('one').addEventListener('close', () => {
  const item = document.querySelectorAll('[data-row]')[state.at];
  $('shown').replaceChildren();
  if (item) item.focus();
});
let timer;
for (const id of ['search', 'filters']) {
  $(id).addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(load, 200); });
}
$('tools').addEventListener('submit', event => { event.preventDefault(); load(); });
$('sort').addEventListener('change', () => load());
$('descending').addEventListener('change', () => load());
for (const name of ['cards', 'table', 'alike']) {
  $(`as-${name}`).addEventListener('click', () => {
    const reload = name === 'alike' || state.view === 'alike';
    view(name);
    if (name === 'alike') loadAlike(); else if (reload) load(); else show();
  });
}
$('before').addEventListener('click', () => load(state.from - PAGE));
$('after').addEventListener('click', () => load(state.from + PAGE));

(async () => {
  const all = await get('columns');
  state.columns = all.columns;
  view(all.columns.some(column => VISIBLE.includes(column.kind)) ? 'cards' : 'table');
  $('as-alike').hidden = !all.columns.some(column => column.kind === 'image');
  $('query').textContent = all.query;
  document.title = all.query.slice(0, 60);
  if (all.leftOut) { $('left-out').textContent = all.leftOut; $('left-out').hidden = false; }
  $('sort').append(element('option', { value: '' }, 'as the query gives them'));
  all.columns.forEach((column, i) => {
    $('sort').append(element('option', { value: i }, column.name));
    $('filters').lastElementChild.append(element('label', {}, column.name,
      element('input', { name: `f${i}`, placeholder: column.kind === 'number' ? '> 10, 5..20, !null' : 'a part, null, !null' })));
  });
  await load();
})();
