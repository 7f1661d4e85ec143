// The page as a whole: who is acted as, what happens, where it goes.

import * as api from "./api.js";
import { wireAttach } from "./attach.js";
import * as chat from "./chat.js";
import * as composer from "./composer.js";
import { $, confirm, menu, show, toast, wireDialogs } from "./dom.js";
import { drawFaults, setClock, wireClock, wireFaults } from "./panel.js";
import { choosePerson, drawPeople, wireAddPerson } from "./people.js";

let bot = {};
let people = [];
let current = 0;
let stopListening = () => {};
let typing = 0;
let heard = 0; // the number of the last event that was taken in

const person = (id = current) => people.find((p) => p.id === id);
const report = (promise) => promise.catch((error) => toast(error.message));
const act = (action, fields) => report(api.act(current, action, fields));

// fresh loads a snapshot that is no older than the events that were taken in already,
// so that what came meanwhile is not overwritten.
async function fresh(loader) {
  for (;;) {
    const snapshot = await loader();
    if (snapshot.seq >= heard) return snapshot;
  }
}

async function load() {
  heard = 0; // after a restart the server counts anew
  const state = await api.loadState();
  heard = state.seq;
  bot = state.bot;
  people = state.people;
  document.title = bot.first_name + " – bản thử";
  $("bot-title").textContent = bot.first_name;
  setClock(state.clock);
  drawFaults(state.faults);
  drawList();
  stopListening();
  stopListening = api.listen(state.seq, happened, () => report(load()));
  await openFromAddress();
}

const drawList = () => drawPeople(people, current, (id) => { location.hash = "p" + id; });

async function openFromAddress() {
  const id = Number((location.hash.match(/^#p(\d+)$/) || [])[1] || 0);
  const known = id && person(id);
  current = known ? id : 0;
  document.body.dataset.view = known ? "chat" : "people";
  show($("chat"), Boolean(known));
  show($("nobody"), !known);
  composer.stopEditing();
  if (known) await openChat(id);
  drawList();
}

async function openChat(id) {
  const loaded = await fresh(() => api.loadChat(id));
  if (id !== current) return; // another chat was opened meanwhile
  Object.assign(person(), loaded.person);
  $("chat-title").textContent = bot.first_name;
  $("intro-text").textContent = loaded.description;
  composer.setCommands(loaded.commands);
  composer.drawKeyboard(loaded.keyboard, person());
  chat.open(loaded.messages);
  drawState();
  seen();
}

// drawState shows what fits a person who has not begun, or who has blocked the bot.
function drawState() {
  const p = person();
  if (!p) return;
  const idle = !p.started || p.blocked;
  show($("start"), idle);
  show($("composer"), !idle);
  $("start").textContent = p.blocked ? "BỎ CHẶN VÀ CHẠY LẠI" : "BẮT ĐẦU";
  show($("intro"), !p.started && Boolean($("intro-text").textContent));
  if (!typing) subtitle();
}

function subtitle(busy) {
  const p = person();
  $("chat-sub").textContent = busy || (p ? [p.name, p.title].filter(Boolean).join(" · ") : "");
  $("chat-sub").classList.toggle("busy", Boolean(busy));
}

function showAction(action) {
  clearTimeout(typing);
  subtitle({ typing: "đang nhập…", upload_document: "đang gửi tệp…", upload_photo: "đang gửi ảnh…" }[action] || "đang xử lý…");
  typing = setTimeout(endAction, 5000);
}

function endAction() {
  clearTimeout(typing);
  typing = 0;
  subtitle();
}

// seen tells the server what the person has read: what is on the screen.
function seen() {
  const p = person();
  if (!p || !p.unread || document.hidden || !chat.atBottom()) return;
  const all = chat.list();
  p.unread = 0;
  drawList();
  report(api.act(current, "read", { message_id: all[all.length - 1].message_id }));
}

// happened takes in an event from the server.
function happened(event) {
  heard = Math.max(heard, event.seq);
  const p = person(event.person);
  const here = event.person === current && current !== 0;
  switch (event.kind) {
    case "message": return p && messageCame(p, event.data, here);
    case "deleted": if (here) chat.remove(event.data); return;
    case "read": if (p && !here) { p.unread = 0; drawList(); } return;
    case "state": return report(stateChanged(event.person));
    case "keyboard": if (here) composer.drawKeyboard(event.data, p); return;
    case "action": if (here) showAction(event.data); return;
    case "answer": if (here) answerCame(event.data); return;
    case "clock": return setClock(event.data);
    case "faults": return drawFaults(event.data);
    case "commands": case "description": if (current) report(refreshMenu()); return;
    case "people": return report(reloadPeople());
  }
}

function messageCame(p, m, here) {
  const isNew = !p.last || m.message_id > p.last.message_id;
  if (isNew || m.message_id === p.last.message_id) p.last = m;
  if (isNew && m.from.is_bot) p.unread++;
  if (here) {
    if (m.from.is_bot) endAction();
    chat.put(m);
    seen();
  }
  drawList();
}

async function reloadPeople() {
  people = (await fresh(api.loadState)).people;
  drawList();
}

async function stateChanged(id) {
  await reloadPeople();
  if (id === current) drawState();
}

async function refreshMenu() {
  const loaded = await api.loadChat(current);
  $("intro-text").textContent = loaded.description;
  composer.setCommands(loaded.commands);
  drawState();
}

function answerCame(answer) {
  chat.answered(answer.id);
  if (answer.url) openLink(answer.url);
  if (!answer.text) return;
  if (answer.alert) confirm(answer.text, "Đã rõ");
  else toast(answer.text);
}

// openLink opens the bot's own deep links for somebody of the sandbox; true means that it was one.
function openLink(address) {
  const found = address.match(/^https?:\/\/t\.me\/(\w+)\?start=([\w-]{1,64})$/i);
  if (!found || found[1].toLowerCase() !== bot.username.toLowerCase()) return false;
  report(openFor(found[2]));
  return true;
}

async function openFor(payload) {
  const id = await choosePerson(people);
  if (!id) return;
  await api.act(id, "start", { payload });
  location.hash = "p" + id;
}

function messageMenu(m, x, y) {
  const mine = !m.from.is_bot;
  const text = m.text || m.caption || "";
  const links = [...text.matchAll(/https?:\/\/t\.me\/\w+\?start=[\w-]+/g)].map((l) => l[0]);
  const entries = [];
  if (mine && text && !m.forward_origin) entries.push(["Sửa", "menu-edit", () => composer.startEditing(m)]);
  if (text) entries.push(["Sao chép", "menu-copy", () => report(navigator.clipboard.writeText(text))]);
  if (links.length) entries.push(["Mở liên kết thay cho…", "menu-link", () => openLink(links[0])]);
  entries.push(["Chuyển tiếp cho bot", "menu-forward", () => act("forward", { message_id: m.message_id })]);
  menu(x, y, entries);
}

function chatMenu(e) {
  const { left, bottom } = e.currentTarget.getBoundingClientRect();
  const p = person();
  const entries = p.blocked ? [["Bỏ chặn bot", "menu-unblock", () => act("unblock")]] : [["Chặn bot", "menu-block", () => act("block")]];
  entries.push(["Gửi lại lệnh /start", "menu-start", () => act("say", { text: "/start" })]);
  menu(left, bottom, entries);
}

function wire() {
  wireDialogs();
  wireClock();
  wireFaults();
  wireAddPerson((p) => { location.hash = "p" + p.id; report(load()); });
  wireAttach(() => current);
  composer.wireComposer({
    say: (text) => act("say", { text }),
    edit: (m, text) => act("edit", { message_id: m.message_id, text }),
    contact: () => act("contact"),
  });
  composer.wireEditLast(() => chat.list().reverse().find((m) => !m.from.is_bot && m.text && !m.forward_origin));
  chat.setHandlers({
    press: (m, b, node) => report(chat.press(current, m, b, node)),
    open: openLink,
    command: (text) => act("say", { text }),
    menu: messageMenu,
    seen,
  });
  chat.wireChat();
  $("start").addEventListener("click", () => act("start", {}));
  $("back").addEventListener("click", () => { location.hash = ""; });
  $("chat-more").addEventListener("click", chatMenu);
  addEventListener("hashchange", () => report(openFromAddress()));
  document.addEventListener("visibilitychange", seen);
}

wire();
report(load());
