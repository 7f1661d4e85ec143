// The clock and the faults.

import * as api from "./api.js";
import { $, el, toast } from "./dom.js";
import * as format from "./format.js";

let skew = 0; // the sandbox's clock less this machine's, in milliseconds

export function setClock(now) {
  skew = new Date(now).getTime() - Date.now();
  tick();
}

function tick() {
  const now = Date.now() + skew;
  $("clock").textContent = format.dateAndTime(now);
  $("clock-short").textContent = format.dateAndTime(now);
  const field = $("clock-to");
  field.min = format.localInput(now);
  // The next morning is offered until somebody chooses otherwise.
  if (document.activeElement !== field && (!field.value || field.value < field.min)) {
    field.value = format.localInput(now + 86400000).slice(0, 10) + "T08:00";
  }
}

async function move(wish) {
  try {
    setClock((await api.moveClock(wish)).now);
  } catch (error) {
    toast(/forward only/.test(error.message) ? "Đồng hồ chỉ chạy tới, không lùi được." : error.message);
  }
}

export function wireClock() {
  for (const button of document.querySelectorAll("[data-advance]")) {
    button.addEventListener("click", () => move({ advance: button.dataset.advance }));
  }
  $("clock-form").addEventListener("submit", (e) => {
    e.preventDefault();
    move({ to: $("clock-to").value + ":00+07:00" });
  });
  setInterval(tick, 1000);
}

// faultOf makes what the server wants of the form's choices.
function faultOf(kind) {
  switch (kind) {
    case "lost": return { code: 500, after: true };
    case "cut": return { code: 500, cut: true };
    case "429": return { code: 429, retry_after: 3 };
    default: return { code: Number(kind) };
  }
}

function faultName(f) {
  const what = f.cut ? "Ngắt kết nối" : f.after ? "Mất phản hồi" : String(f.code);
  const method = { "": "mọi lệnh", file: "tải tệp" }[f.method] || f.method;
  return `${what} khi ${method}, ${f.times ? "còn " + f.times + " lần" : "đến khi gỡ"}`;
}

export function drawFaults(faults) {
  $("faults").replaceChildren(...(faults || []).map((f) => el("li", { class: "fault" },
    el("span", {}, faultName(f)),
    el("button", { "data-testid": "fault-remove", onclick: () => api.removeFault(f.id).catch((e) => toast(e.message)) }, "Gỡ"))));
}

export function wireFaults() {
  $("fault-form").addEventListener("submit", async (e) => {
    e.preventDefault();
    try {
      await api.addFault({ ...faultOf($("fault-kind").value), method: $("fault-method").value, times: Number($("fault-times").value) });
    } catch (error) {
      toast(error.message);
    }
  });
}
