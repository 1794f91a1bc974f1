
'use strict';
(() => {
  const byId = id => document.getElementById('-' + id);
  const make = (tag, text, style) => {
    const element = document.createElement(tag);
    element.textContent = text ?? '';
    if (style) element.className = style;
    return element;
  };

  // ---- the colour scheme: by the system, or as it was chosen here before
  const THEMES = ['auto', 'light', 'dark'];
  const root = document.documentElement;
  const recall = () => { try { return localStorage.getItem('bascule-theme') || 'auto'; } catch { return 'auto'; } };
  const keep = theme => { try { localStorage.setItem('bascule-theme', theme); } catch { /* a file: page may have no storage */ } };
  const paint = theme => {
    if (theme === 'auto') delete root.dataset.theme; else root.dataset.theme = theme;
  };
  // Before the body is there: a page that turns dark late flashes.
  paint(recall());

  document.addEventListener('DOMContentLoaded', () => {
    const button = byId('theme');
    const name = () => { button.textContent = 'Theme: ' + (root.dataset.theme || 'auto'); };
    button.hidden = false;
    name();
    button.addEventListener('click', () => {
      const theme = THEMES[(THEMES.indexOf(root.dataset.theme || 'auto') + 1) % 3];
      paint(theme);
      keep(theme);
      name();
    });
    begin();
  });

  function begin() {
    const matrix = byId('matrix');
    const groups = [...matrix.querySelectorAll('.group')];
    const cells = [...matrix.querySelectorAll('.cells a')];
    const filter = byId('filter');
    const shown = byId('shown');
    const panel = byId('panel');
    const nameOf = cell => cell.id;
    const groupOf = cell => cell.closest('.group');
    const titleOf = group => group.querySelector('h3').firstChild.textContent.trim();
    let visible = cells;
    let current = null;   // the one cell that Tab comes to
    let open = null;      // the cell whose node is shown

    // ---- roles: with the arrow keys, the lists of links are one grid
    matrix.setAttribute('role', 'grid');
    matrix.setAttribute('aria-labelledby', '-nodes-head');
    for (const group of groups) {
      group.setAttribute('role', 'row');
      group.querySelector('h3').setAttribute('role', 'rowheader');
      group.querySelector('ul').setAttribute('role', 'none');
      for (const item of group.querySelectorAll('li')) item.setAttribute('role', 'gridcell');
    }
    for (const id of ['tools', 'keys']) byId(id).hidden = false;

    const tell = cell => {
      const seconds = (cell.dataset.t / 1000).toFixed(1);
      shown.textContent = `${nameOf(cell)}: ${titleOf(groupOf(cell)).toLowerCase()}, ${seconds} s`;
    };
    const count = () => {
      shown.textContent = visible.length === cells.length
        ? `${cells.length} nodes` : `${visible.length} of ${cells.length} nodes`;
    };
    const rove = (cell, focus) => {
      if (current) current.tabIndex = -1;
      current = cell || null;
      if (!current) return;
      current.tabIndex = 0;
      if (focus) {
        current.focus();
        current.scrollIntoView({ block: 'nearest' });
      }
    };
    for (const cell of cells) cell.tabIndex = -1;

    // ---- the filter: by text and by outcome
    const pressed = new Set();
    const choose = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      visible = [];
      for (const group of groups) {
        const wanted = pressed.size === 0 || pressed.has(group.dataset.o);
        let some = 0;
        for (const cell of group.querySelectorAll('.cells a')) {
          const fits = wanted && words.every(word => nameOf(cell).toLowerCase().includes(word));
          cell.parentElement.hidden = !fits;
          if (fits) { some++; visible.push(cell); }
        }
        group.hidden = some === 0;
        group.querySelector('.count').textContent = some;
      }
      byId('none').hidden = visible.length > 0;
      if (!visible.includes(current)) rove(visible[0]);
      count();
    };
    let waiting = 0;
    filter.addEventListener('input', () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(choose);
    });
    filter.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        filter.value = '';
        choose();
        event.preventDefault();
      } else if ((event.key === 'Enter' || event.key === 'ArrowDown') && visible.length) {
        rove(visible[0], true);
        event.preventDefault();
      }
    });
    for (const tile of byId('counts').querySelectorAll('a')) {
      tile.setAttribute('role', 'button');
      tile.setAttribute('aria-pressed', 'false');
      tile.removeAttribute('href');
      tile.tabIndex = 0;
      const press = () => {
        const on = !pressed.delete(tile.dataset.o);
        if (on) pressed.add(tile.dataset.o);
        tile.setAttribute('aria-pressed', String(on));
        choose();
      };
      tile.addEventListener('click', press);
      tile.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') { press(); event.preventDefault(); }
      });
    }
    byId('names').addEventListener('change', event => matrix.classList.toggle('named', event.target.checked));

    // ---- the keys of the matrix
    // The cell nearest above or below, as it is seen: rows are wherever the lines break.
    const vertical = (cell, way) => {
      const from = cell.getBoundingClientRect();
      const middle = from.left + from.width / 2;
      let best = null;
      let line = 0;
      const start = visible.indexOf(cell);
      for (let i = start + way; i >= 0 && i < visible.length; i += way) {
        const to = visible[i].getBoundingClientRect();
        if (Math.abs(to.top - from.top) < 2) continue;
        if (best === null) line = to.top;
        if (Math.abs(to.top - line) >= 2) break;
        const far = Math.abs(to.left + to.width / 2 - middle);
        if (best === null || far < best.far) best = { cell: visible[i], far };
      }
      return best && best.cell;
    };
    matrix.addEventListener('keydown', event => {
      const cell = event.target.closest('.cells a');
      if (!cell || event.ctrlKey || event.altKey || event.metaKey) return;
      const place = visible.indexOf(cell);
      const to = {
        ArrowRight: () => visible[place + 1],
        ArrowLeft: () => visible[place - 1],
        ArrowDown: () => vertical(cell, 1),
        ArrowUp: () => vertical(cell, -1),
        Home: () => visible[0],
        End: () => visible[visible.length - 1],
        ' ': () => { show(cell); },
      }[event.key];
      if (!to) return;
      event.preventDefault();
      const next = to();
      if (next) rove(next, true);
    });
    matrix.addEventListener('focusin', event => {
      const cell = event.target.closest('.cells a');
      if (cell) { rove(cell); tell(cell); }
    });
    matrix.addEventListener('mouseover', event => {
      const cell = event.target.closest('.cells a');
      if (cell) tell(cell);
    });
    matrix.addEventListener('click', event => {
      const cell = event.target.closest('.cells a');
      // With a key held the browser opens a tab of its own.
      if (!cell || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      show(cell);
    });
    document.addEventListener('keydown', event => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const writing = event.target.closest('input');
      if (panel.open) {
        if (event.key === 'j') step(1);
        if (event.key === 'k') step(-1);
      } else if (event.key === '/' && !writing) {
        event.preventDefault();
        filter.focus();
        filter.select();
      }
    });

    // ---- one node
    const body = byId('panel-body');
    const step = way => {
      const next = visible[visible.indexOf(open) + way];
      if (next) show(next);
    };
    byId('previous').addEventListener('click', () => step(-1));
    byId('next').addEventListener('click', () => step(1));
    byId('close').addEventListener('click', () => panel.close());
    panel.addEventListener('click', event => { if (event.target === panel) panel.close(); });
    panel.addEventListener('close', () => {
      const cell = open;
      open = null;
      history.replaceState(null, '', location.pathname + location.search);
      if (cell && !cell.parentElement.hidden) rove(cell, true); else if (current) current.focus();
    });

    function show(cell) {
      open = cell;
      const node = nameOf(cell);
      const group = groupOf(cell);
      const place = visible.indexOf(cell);
      byId('panel-name').textContent = node;
      const state = byId('panel-state');
      state.className = group.className.replace('group', '').replace('small', '');
      state.replaceChildren(
        make('span', cell.querySelector('i').textContent, 'mark'),
        `${titleOf(group)}, ${(cell.dataset.t / 1000).toFixed(1)} s`);
      state.firstChild.setAttribute('aria-hidden', 'true');
      byId('previous').disabled = place <= 0;
      byId('next').disabled = place < 0 || place === visible.length - 1;
      const article = document.getElementById(cell.getAttribute('href').slice(1));
      const parts = [make('h3', 'Report'), article.querySelector('pre').cloneNode(true)];
      const notes = [...article.querySelectorAll('.notes li')].filter(item => item.dataset.n === node);
      if (notes.length) {
        const list = make('ul', '', 'notes');
        list.append(...notes.map(item => item.cloneNode(true)));
        parts.push(list);
      }
      const same = cells.filter(other => other !== cell && other.hash === cell.hash).map(nameOf);
      if (same.length && group.dataset.o !== 'in_sync') {
        const names = same.slice(0, 12).join(', ') + (same.length > 12 ? ` and ${same.length - 12} more` : '');
        parts.push(make('p', `The same on ${names}.`, 'same'));
      }
      body.replaceChildren(...parts);
      body.scrollTop = 0;
      if (cell.dataset.p) picture(cell);
      if (!panel.open) {
        panel.showModal();
        byId('panel-name').focus();
      }
      history.replaceState(null, '', '#' + encodeURIComponent(node));
    }

    // ---- pictures: packed some dozens together, unpacked when one of them is looked at
    const packs = new Map();
    const unpacked = number => {
      if (!packs.has(number)) {
        const text = atob(byId('pack-' + number).textContent);
        const bytes = Uint8Array.from(text, sign => sign.charCodeAt(0));
        const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
        packs.set(number, new Response(stream).text().then(all => all.split('\u001e')));
      }
      return packs.get(number);
    };
    async function picture(cell) {
      const frame = make('div', '', 'picture');
      body.append(make('h3', 'Network'), frame);
      frame.textContent = 'drawing …';
      try {
        const [pack, place] = cell.dataset.p.split('.');
        const svg = (await unpacked(pack))[place];
        const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
        // It may shrink to the frame as long as it can be read; what is wider is scrolled.
        const width = Number(drawn.getAttribute('width'));
        const shown = document.importNode(drawn, true);
        shown.style.minWidth = Math.min(width, Math.max(640, width * .75)) + 'px';
        frame.replaceChildren(shown);
        frame.tabIndex = 0;
        frame.setAttribute('role', 'group');
        frame.setAttribute('aria-label', 'Picture of the network, scrollable');
      } catch {
        frame.textContent = 'This browser cannot unpack the picture; bascule graph draws it.';
      }
    }

    // ---- links to a node
    const follow = () => {
      let name = '';
      try { name = decodeURIComponent(location.hash.slice(1)); } catch { return; }
      const cell = name && !name.startsWith('-') && document.getElementById(name);
      if (cell && cells.includes(cell)) show(cell);
    };
    window.addEventListener('hashchange', follow);
    rove(cells[0]);
    count();
    follow();
  }
})();
