// The open chat: its messages, kept in place while they come and change.

import * as api from "./api.js";
import { bubble, dayLine, items } from "./bubble.js";
import { $, show } from "./dom.js";
import * as format from "./format.js";

let messages = new Map();
let drawn = new Map(); // by key: the node, and what it was made of
let handlers = null;
let below = 0; // messages that came while the person was reading further up
let stuck = true; // at the end, and to be kept there while the chat grows

export const setHandlers = (on) => { handlers = on; };
export const list = () => [...messages.values()].sort((a, b) => a.message_id - b.message_id);

export function open(all) {
  messages = new Map(all.map((m) => [m.message_id, m]));
  drawn = new Map();
  below = 0;
  $("messages").replaceChildren();
  draw();
  toBottom();
}

// put adds a message or changes it in place.
export function put(m) {
  const fresh = !messages.has(m.message_id);
  const mine = !(m.from && m.from.is_bot);
  const follow = stuck || (fresh && mine);
  messages.set(m.message_id, m);
  draw();
  if (follow) toBottom();
  else if (fresh) below++;
  drawJump();
}

export function remove(id) {
  messages.delete(id);
  draw();
}

function draw() {
  const nodes = [];
  let day = "";
  let previous = null;
  for (const item of items(list())) {
    const [first] = item;
    if (format.dayKey(first.date) !== day) {
      day = format.dayKey(first.date);
      nodes.push(keep("day" + day, day, () => dayLine(first.date)));
      previous = null;
    }
    const node = keep(first.message_id, JSON.stringify(item), () => bubble(item, handlers));
    const same = previous && Boolean(previous.from?.is_bot) === Boolean(first.from?.is_bot) && !previous.reply_markup;
    node.classList.toggle("close", Boolean(same));
    previous = item[item.length - 1];
    nodes.push(node);
  }
  place(nodes);
}

// keep gives the node that was drawn for a key, or a new one when what it shows has changed.
function keep(key, signature, make) {
  const old = drawn.get(key);
  if (old && old.signature === signature) return old.node;
  const node = make();
  drawn.set(key, { node, signature });
  return node;
}

// place brings the nodes into the document, touching only what differs.
function place(nodes) {
  const box = $("messages");
  const wanted = new Set(nodes);
  for (const child of [...box.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, i) => { if (box.children[i] !== node) box.insertBefore(node, box.children[i] || null); });
}

export function atBottom() {
  const s = $("scroller");
  return s.scrollHeight - s.scrollTop - s.clientHeight < 80;
}

export function toBottom() {
  const s = $("scroller");
  s.scrollTop = s.scrollHeight;
  stuck = true;
  below = 0;
  drawJump();
}

function drawJump() {
  const bottom = atBottom();
  if (bottom) below = 0;
  show($("jump"), !bottom);
  show($("jump-badge"), below > 0);
  $("jump-badge").textContent = below;
}

// wireChat follows scrolling: only who scrolls up leaves the end, not a chat that grows because a picture has come.
export function wireChat() {
  const scroller = $("scroller");
  let last = 0;
  scroller.addEventListener("scroll", () => {
    if (atBottom()) stuck = true;
    else if (scroller.scrollTop < last) stuck = false;
    last = scroller.scrollTop;
    drawJump();
    handlers.seen();
  }, { passive: true });
  $("jump").addEventListener("click", () => scroller.scrollTo({ top: scroller.scrollHeight, behavior: "smooth" }));
  const grown = new ResizeObserver(() => { if (stuck) toBottom(); });
  grown.observe(scroller);
  grown.observe($("messages"));
}

// pressing a button shows that it works until the bot has answered, at most ten seconds.
const pending = new Map();
const early = new Map(); // answers that came before the press had its id

export async function press(person, message, button, node) {
  if (!button.callback_data || node.classList.contains("busy")) return null;
  node.classList.add("busy");
  const done = () => node.classList.remove("busy");
  setTimeout(done, 10000);
  try {
    const id = await api.act(person, "press", { message_id: message.message_id, data: button.callback_data });
    if (early.has(id)) done();
    else pending.set(id, done);
  } catch (error) {
    done();
    throw error;
  }
}

export function answered(id) {
  const done = pending.get(id);
  if (done) done();
  else early.set(id, true);
  pending.delete(id);
}
