// Puts the processes into the page and keeps them up to date. The shop works without.
'use strict';

const section = document.getElementById('processes');

/** Changes the text only if it differs, so that nothing is read aloud twice. */
function say(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function show(status) {
  say(document.getElementById('copies'), status.copies);
  for (const [name, state] of Object.entries(status.processes)) {
    const row = document.getElementById('process-' + name);
    row.dataset.state = state;
    say(row.querySelector('.state'), state);
    const [kill, restart] = row.querySelectorAll('button');
    kill.setAttribute('aria-disabled', state === 'down');
    restart.setAttribute('aria-disabled', state !== 'down');
  }
  showEvents(status.events);
}

/** Adds what is new on top; a screen reader reads just that. */
function showEvents(events) {
  const list = document.getElementById('events');
  const known = list.firstElementChild?.textContent;
  const newest = known === undefined ? events : events.slice(0, Math.max(0, events.indexOf(known)));
  for (const text of newest.reverse()) {
    const item = document.createElement('li');
    item.textContent = text;
    list.prepend(item);
  }
  while (list.children.length > 8) {
    list.lastElementChild.remove();
  }
}

async function poll() {
  if (document.hidden) {
    return;
  }
  try {
    const answer = await fetch('/control/status');
    show(await answer.json());
  } catch (failure) {
    say(document.getElementById('copies'), 'The demo has been stopped.');
  }
}

async function act(event) {
  event.preventDefault();
  const form = event.target;
  if (form.querySelector('button').getAttribute('aria-disabled') !== 'true') {
    await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  }
  await poll();
}

async function start() {
  if (!document.getElementById('panel')) {
    const answer = await fetch('/control/');
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    section.querySelector('p').replaceWith(document.adoptNode(page.getElementById('panel')));
  }
  section.addEventListener('submit', act);
  setInterval(poll, 700);
}

start();
