// The list of people, in the panel and in the sheet that asks for whom to open a link.

import * as api from "./api.js";
import { $, el, show, toast } from "./dom.js";
import * as format from "./format.js";

function avatar(p) {
  return el("span", { class: "avatar c" + (p.id % 7), "aria-hidden": "true" }, format.initials(p.name));
}

function entry(p, choose, current) {
  const last = p.last;
  const preview = last ? format.summary(last) : p.blocked ? "Đã chặn bot" : "Chưa bắt đầu";
  return el("li", {}, el("button", {
    class: "person", "data-testid": "person-" + p.id, "aria-current": current ? "true" : undefined, onclick: () => choose(p.id),
  }, avatar(p),
  el("span", { class: "person-main" },
    el("span", { class: "person-name" }, p.name),
    el("span", { class: "person-title" }, p.title || " "),
    el("span", { class: "person-last" }, preview)),
  el("span", { class: "person-side" },
    el("span", {}, last ? format.time(last.date) : ""),
    p.unread ? el("span", { class: "badge", "data-testid": "unread-" + p.id, "aria-label": p.unread + " tin chưa đọc" }, String(p.unread)) : null)));
}

// drawPeople shows everybody; choose is called with the id of who was chosen.
export function drawPeople(people, currentID, choose) {
  const list = $("people");
  const focused = document.activeElement && list.contains(document.activeElement) ? document.activeElement.dataset.testid : "";
  list.replaceChildren(...people.map((p) => entry(p, choose, p.id === currentID)));
  if (focused) list.querySelector(`[data-testid="${focused}"]`)?.focus({ preventScroll: true });
  const waiting = people.reduce((n, p) => n + (p.id === currentID ? 0 : p.unread), 0);
  $("back-badge").textContent = waiting;
  show($("back-badge"), waiting > 0);
}

// choosePerson asks for whom a link is to be opened; it resolves to an id, or 0.
export function choosePerson(people) {
  const dialog = $("choose");
  return new Promise((resolve) => {
    let chosen = 0;
    const order = [...people].sort((a, b) => Number(a.started) - Number(b.started));
    $("choose-list").replaceChildren(...order.map((p) => entry({ ...p, unread: 0 }, (id) => { chosen = id; dialog.close(); }, false)));
    for (const button of $("choose-list").querySelectorAll("button")) button.dataset.testid = "choose-" + button.dataset.testid;
    dialog.onclose = () => resolve(chosen);
    dialog.showModal();
  });
}

// wireAddPerson lets somebody new be made up; added is called with the person.
export function wireAddPerson(added) {
  $("add-person").addEventListener("click", () => { $("person-form").reset(); $("person-dialog").showModal(); });
  $("person-form").addEventListener("submit", async (e) => {
    e.preventDefault();
    try {
      const person = await api.addPerson({
        name: $("person-name").value.trim(), title: $("person-role").value.trim(),
        phone: $("person-phone").value.trim(), language: $("person-language").value,
      });
      $("person-dialog").close();
      added(person);
    } catch (error) {
      toast(error.message);
    }
  });
}
