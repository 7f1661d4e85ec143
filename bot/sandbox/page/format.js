// How times, sizes, names and marked-up texts are shown.

import { el } from "./dom.js";

const zone = "Asia/Ho_Chi_Minh";
const clockFormat = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const dayFormat = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, day: "numeric", month: "long" });
const dateFormat = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, weekday: "long", day: "numeric", month: "numeric", year: "numeric" });
const shortFormat = new Intl.DateTimeFormat("vi-VN", { timeZone: zone, day: "numeric", month: "numeric" });
const keyFormat = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });

export const time = (seconds) => clockFormat.format(seconds * 1000);
export const day = (seconds) => dayFormat.format(seconds * 1000);
export const dayKey = (seconds) => keyFormat.format(seconds * 1000);
export const shortDay = (seconds) => shortFormat.format(seconds * 1000);

export function dateAndTime(ms) {
  const date = dateFormat.format(ms);
  return `${date[0].toUpperCase()}${date.slice(1)}, ${clockFormat.format(ms)}`;
}

// localInput gives a moment as a datetime-local field wants it, in Vietnam's time.
export const localInput = (ms) => `${keyFormat.format(ms)}T${clockFormat.format(ms)}`;

export function size(bytes) {
  const number = (n, unit) => n.toLocaleString("vi-VN", { maximumFractionDigits: 1 }) + " " + unit;
  if (bytes < 1024) return bytes + " B";
  if (bytes < 1024 * 1024) return number(bytes / 1024, "KB");
  return number(bytes / 1024 / 1024, "MB");
}

export function initials(name) {
  const words = name.trim().split(/\s+/);
  const last = words[words.length - 1] || "?";
  return (words.length > 1 ? words[0][0] + last[0] : last[0]).toUpperCase();
}

// summary is one line about a message, for the list of people and quotes.
export function summary(m) {
  const body = (m.text || m.caption || "").replace(/\s+/g, " ");
  if (m.photo) return body ? "🖼 " + body : "Ảnh";
  if (m.video) return body ? "🎞 " + body : "Video";
  if (m.document) return "📎 " + (m.document.file_name || "Tệp");
  if (m.contact) return "Số điện thoại";
  return body;
}

// rich turns a text and its entities (in UTF-16 units, as JavaScript counts) into nodes.
// open is called with the address of a link that was tapped, command with a bot command.
export function rich(text, entities, open, command) {
  const list = (entities || []).map((e) => ({ ...e, end: e.offset + e.length }));
  return between(text, list, 0, text.length, { open, command });
}

function between(text, list, from, to, on) {
  const out = document.createDocumentFragment();
  let at = from;
  for (let i = 0; i < list.length;) {
    const e = list[i];
    let inner = i + 1;
    while (inner < list.length && list[inner].offset < e.end) inner++;
    const end = Math.min(e.end, to);
    if (e.offset >= at) {
      out.append(text.slice(at, e.offset));
      const content = between(text, list.slice(i + 1, inner), e.offset, end, on);
      out.append(wrap(e, content, text.slice(e.offset, end), on));
      at = end;
      // A block stands on lines of its own: the line break after it would show twice.
      if (isBlock(e.type) && text[at] === "\n") at++;
    }
    i = inner;
  }
  out.append(text.slice(at, to));
  return out;
}

const isBlock = (type) => type === "blockquote" || type === "expandable_blockquote" || type === "pre";

function wrap(e, content, text, on) {
  const simple = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" }[e.type];
  if (simple) return el(simple, {}, content);
  switch (e.type) {
    case "expandable_blockquote":
      return el("blockquote", { class: "fold", tabindex: "0", onclick: (event) => event.currentTarget.classList.toggle("open") }, content);
    case "spoiler":
      return el("span", { class: "spoiler", title: "Chạm để xem", onclick: (event) => event.currentTarget.classList.add("shown") }, content);
    case "text_link":
      return link(e.url, content, on);
    case "url":
      return link(/^[a-z]+:\/\//i.test(text) ? text : "https://" + text, content, on);
    case "email":
      return link("mailto:" + text, content, on);
    case "bot_command":
      return el("a", { href: "#", onclick: (event) => { event.preventDefault(); on.command(text); } }, content);
    case "mention": case "hashtag": case "phone_number":
      return el("a", {}, content);
    default:
      return el("span", {}, content);
  }
}

function link(address, content, on) {
  if (!/^(https?|mailto|tel|tg):/i.test(address)) return el("span", {}, content);
  return el("a", {
    href: address, target: "_blank", rel: "noopener noreferrer",
    onclick: (event) => { if (on.open(address)) event.preventDefault(); },
  }, content);
}
