// Where a person types, attaches, presses keys and chooses commands.

import { $, el, show, confirm } from "./dom.js";
import * as format from "./format.js";

let commands = [];
let editing = null; // the message that is being changed
let send = null;

// wireComposer starts the composer; on has say(text), edit(message, text), contact().
export function wireComposer(on) {
  send = on;
  const text = $("text");
  text.addEventListener("input", () => {
    if (/^\n+$/.test(text.value)) text.value = ""; // some keyboards still insert the line break that sent a message
    refresh();
    suggest();
  });
  // A dialog that closes gives the field its focus back, but in Chromium without a caret: typing would go nowhere.
  text.addEventListener("focus", () => text.setSelectionRange(text.value.length, text.value.length));
  text.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing) { e.preventDefault(); submit(); }
    if (e.key === "Escape") { stopEditing(); hideCommands(); }
  });
  $("composer").addEventListener("submit", (e) => { e.preventDefault(); submit(); });
  $("slash").addEventListener("click", () => {
    if (!$("commands").hidden) hideCommands();
    else drawCommands(commands);
  });
  $("editing-cancel").addEventListener("click", stopEditing);
}

function submit() {
  const value = $("text").value.trim();
  if (!value) return;
  hideCommands();
  if (editing) {
    const message = editing;
    stopEditing();
    send.edit(message, value);
  } else {
    setText("");
    send.say(value);
  }
}

function setText(value) {
  $("text").value = value;
  refresh();
}

// refresh shows what fits the text: the send button, and the field's height where the browser does not do it.
function refresh() {
  const text = $("text");
  $("send").disabled = !text.value.trim();
  if (!CSS.supports("field-sizing", "content")) {
    text.style.height = "auto";
    text.style.height = text.scrollHeight + "px";
  }
}

export function setCommands(list) {
  commands = list;
  show($("slash"), list.length > 0);
  hideCommands();
}

function suggest() {
  const value = $("text").value;
  if (!/^\/\w*$/.test(value)) return hideCommands();
  drawCommands(commands.filter((c) => ("/" + c.command).startsWith(value.toLowerCase())));
}

function drawCommands(list) {
  $("commands").replaceChildren(...list.map((c) => el("li", {}, el("button", {
    "data-testid": "command-" + c.command,
    onclick: () => { hideCommands(); setText(""); send.say("/" + c.command); },
  }, el("b", {}, "/" + c.command), c.description))));
  show($("commands"), list.length > 0);
  $("slash").setAttribute("aria-expanded", String(list.length > 0));
}

function hideCommands() {
  show($("commands"), false);
  $("slash").setAttribute("aria-expanded", "false");
}

// startEditing puts a message of one's own back into the field.
export function startEditing(message) {
  editing = message;
  $("editing-text").textContent = format.summary(message);
  show($("editing"), true);
  setText(message.text || message.caption || "");
  $("text").focus();
}

export function stopEditing() {
  if (!editing) return;
  editing = null;
  show($("editing"), false);
  setText("");
}

// lastOwn is for the arrow key: an empty field and ↑ change one's last message.
export function wireEditLast(lastOwn) {
  $("text").addEventListener("keydown", (e) => {
    if (e.key !== "ArrowUp" || $("text").value) return;
    const message = lastOwn();
    if (message) { e.preventDefault(); startEditing(message); }
  });
}

// drawKeyboard shows the bot's reply keyboard, or none.
export function drawKeyboard(keyboard, person) {
  const node = $("keyboard");
  const rows = keyboard && keyboard.keyboard;
  $("text").placeholder = (keyboard && keyboard.input_field_placeholder) || "Tin nhắn";
  show(node, Boolean(rows && rows.length));
  if (!rows) return;
  node.replaceChildren(...rows.map((row) => el("div", { class: "keys" }, ...row.map((raw) => {
    const b = typeof raw === "string" ? { text: raw } : raw;
    return el("button", { "data-testid": "reply-key", onclick: () => pressReplyKey(b, person) }, b.text);
  }))));
}

async function pressReplyKey(b, person) {
  if (!b.request_contact) return send.say(b.text);
  if (!person.phone) return void confirm(`${person.name} chưa có số điện thoại trong bản thử.`, "Đóng");
  if (await confirm(`Chia sẻ số điện thoại +${person.phone} của ${person.name} với bot?`, "Chia sẻ", "Hủy")) send.contact();
}
