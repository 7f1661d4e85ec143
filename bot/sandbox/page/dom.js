// Small helpers to make and find elements.

export const $ = (id) => document.getElementById(id);

// el makes an element: el("button", {class: "key", onclick: f}, "Đúng").
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

export function show(node, visible) { node.hidden = !visible; }

// Every button marked data-close closes the dialog around it; a tap beside a dialog closes it, too.
export function wireDialogs() {
  for (const dialog of document.querySelectorAll("dialog")) {
    dialog.addEventListener("click", (e) => {
      if (e.target === dialog && dialog.id !== "ask" || e.target.closest("[data-close]")) dialog.close();
    });
  }
}

let toastTimer = 0;

export function toast(text) {
  const node = $("toast");
  node.textContent = text;
  show(node, true);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => show(node, false), 3500);
}

// confirm asks a question in a card; an alert has one button only. It resolves to whether "yes" was chosen.
export function confirm(text, yes, no) {
  const dialog = $("ask");
  $("ask-text").textContent = text;
  $("ask-yes").textContent = yes;
  $("ask-no").textContent = no || "";
  show($("ask-no"), Boolean(no));
  return new Promise((resolve) => {
    let answer = false;
    $("ask-yes").onclick = () => { answer = true; dialog.close(); };
    $("ask-no").onclick = () => dialog.close();
    dialog.onclose = () => resolve(answer);
    if (!dialog.open) dialog.showModal();
  });
}

// menu opens a list of actions at a point; entries are [label, testid, action].
export function menu(x, y, entries) {
  const node = $("menu");
  const last = document.activeElement;
  const close = () => {
    show(node, false);
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", key, true);
    if (last && last.isConnected) last.focus({ preventScroll: true });
  };
  const outside = (e) => { if (!node.contains(e.target)) close(); };
  const key = (e) => { if (e.key === "Escape") close(); };
  node.replaceChildren(...entries.map(([label, testid, action]) => el("li", { role: "none" },
    el("button", { role: "menuitem", "data-testid": testid, onclick: () => { close(); action(); } }, label))));
  show(node, true);
  const { width, height } = node.getBoundingClientRect();
  node.style.left = Math.max(8, Math.min(x, innerWidth - width - 8)) + "px";
  node.style.top = Math.max(8, Math.min(y, innerHeight - height - 8)) + "px";
  node.querySelector("button").focus({ preventScroll: true });
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", key, true);
}
