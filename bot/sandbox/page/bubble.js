// Turns messages into bubbles. An item is one message, or the parts of an album together.

import { fileURL } from "./api.js";
import { el, $ } from "./dom.js";
import * as format from "./format.js";

// items groups messages: neighbours with one media group are one item.
export function items(messages) {
  const list = [];
  for (const m of messages) {
    const last = list[list.length - 1];
    if (last && m.media_group_id && last[0].media_group_id === m.media_group_id) last.push(m);
    else list.push([m]);
  }
  return list;
}

// bubble makes an item's node; on has press(message, button, node), open(url), command(text), menu(message, x, y).
export function bubble(item, on) {
  const [first] = item;
  const mine = !(first.from && first.from.is_bot);
  const pictures = item.filter((m) => m.photo || m.video);
  const captioned = item.find((m) => m.caption) || first;
  const classes = ["item"];
  if (mine) classes.push("out");
  if (pictures.length) classes.push("media");
  if (pictures.length && !captioned.caption) classes.push("bare");
  if (first.reply_markup) classes.push("wide");
  const box = el("div", { class: "bubble" }, forward(first), reply(first), photos(pictures),
    ...item.filter((m) => m.document).map(documentLink), contact(first), body(captioned, on), meta(item));
  const node = el("article", {
    class: classes.join(" "), "data-testid": "message", "data-id": first.message_id, "data-from": mine ? "person" : "bot",
    "aria-label": `${mine ? "Bạn" : "Bot"}, ${format.time(first.date)}`,
  }, box, buttons(first, on));
  wireMenu(box, () => captioned, on);
  return node;
}

function forward(m) {
  if (!m.forward_origin) return null;
  const user = m.forward_origin.sender_user;
  return el("div", { class: "forward" }, "Chuyển tiếp từ " + (user ? user.first_name : "người khác"));
}

const reply = (m) => m.reply_to_message ? el("div", { class: "reply" }, format.summary(m.reply_to_message)) : null;

function body(m, on) {
  const text = m.text || m.caption;
  if (!text) return null;
  const node = el("span", { class: "body", "data-testid": "body" });
  node.append(format.rich(text, m.text ? m.entities : m.caption_entities, on.open, on.command));
  return node;
}

function meta(item) {
  const edited = item.some((m) => m.edit_date);
  return el("span", { class: "meta" }, (edited ? "đã sửa " : "") + format.time(item[0].date));
}

function photos(pictures) {
  if (!pictures.length) return null;
  const n = Math.min(pictures.length, 5);
  const columns = n === 5 ? 3 : n;
  return el("div", { class: "photos n" + columns }, ...pictures.map(picture));
}

function picture(m) {
  if (m.video) {
    return el("video", { src: fileURL(m.video.file_id), controls: true, preload: "metadata", width: m.video.width, height: m.video.height });
  }
  const largest = m.photo[m.photo.length - 1];
  const image = el("img", { src: fileURL(largest.file_id), width: largest.width, height: largest.height, alt: m.caption || "Ảnh", "data-testid": "photo" });
  return el("button", { "aria-label": "Xem ảnh", onclick: () => view(largest) }, image);
}

function view(size) {
  $("viewer-image").src = fileURL(size.file_id);
  $("viewer").showModal();
}

function documentLink(m) {
  const d = m.document;
  const name = d.file_name || "Tệp";
  const kind = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "TỆP";
  return el("a", { class: "doc", href: fileURL(d.file_id) + "?download", download: name, "data-testid": "document" },
    el("span", { class: "doc-icon", "aria-hidden": "true" }, kind),
    el("span", {}, el("span", { class: "doc-name" }, name), el("span", { class: "doc-size" }, format.size(d.file_size))));
}

function contact(m) {
  if (!m.contact) return null;
  return el("span", { class: "body contact" }, el("b", {}, m.contact.first_name), "+" + m.contact.phone_number);
}

function buttons(m, on) {
  if (!m.reply_markup) return null;
  return el("div", { class: "buttons", "data-testid": "buttons" }, ...m.reply_markup.inline_keyboard.map((row) =>
    el("div", { class: "keys" }, ...row.map((b) => key(m, b, on)))));
}

function key(m, b, on) {
  if (b.url) {
    return el("a", {
      class: "key link", href: b.url, target: "_blank", rel: "noopener noreferrer",
      onclick: (e) => { if (on.open(b.url)) e.preventDefault(); },
    }, b.text);
  }
  return el("button", { class: "key", "data-testid": "key", "data-data": b.callback_data, onclick: (e) => on.press(m, b, e.currentTarget) }, b.text);
}

// wireMenu opens the message's menu on a right click and on a long press.
function wireMenu(box, message, on) {
  box.addEventListener("contextmenu", (e) => {
    if (e.target.closest("a[href^='http'], img, video") && e.shiftKey) return;
    e.preventDefault();
    on.menu(message(), e.clientX, e.clientY);
  });
  let timer = 0;
  const stop = () => clearTimeout(timer);
  box.addEventListener("touchstart", (e) => {
    const { clientX, clientY } = e.touches[0];
    timer = setTimeout(() => on.menu(message(), clientX, clientY), 500);
  }, { passive: true });
  for (const name of ["touchend", "touchmove", "touchcancel"]) box.addEventListener(name, stop, { passive: true });
}

// day makes the line between two days.
export const dayLine = (seconds) => el("div", { class: "day", role: "separator" }, format.day(seconds));
