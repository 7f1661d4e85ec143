// Choosing, previewing and sending files.

import { upload } from "./api.js";
import { $, el, show, toast } from "./dom.js";
import * as format from "./format.js";

let chosen = { files: [], as: "file" };
let person = () => 0;

// wireAttach starts the attach button; personID says for whom files are sent.
export function wireAttach(personID) {
  person = personID;
  $("attach").addEventListener("click", () => $("attach-sheet").showModal());
  $("pick-photo").addEventListener("click", () => { $("attach-sheet").close(); $("photo-input").click(); });
  $("pick-file").addEventListener("click", () => { $("attach-sheet").close(); $("file-input").click(); });
  for (const [id, as] of [["photo-input", "photo"], ["file-input", "file"]]) {
    $(id).addEventListener("change", () => { preview([...$(id).files], as); $(id).value = ""; });
  }
  for (const button of document.querySelectorAll("[data-sample]")) button.addEventListener("click", () => takeSample(button.dataset));
  $("preview-send").addEventListener("click", sendChosen);
  $("caption").addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); sendChosen(); } });
  $("preview").addEventListener("close", release);
  wirePasteAndDrop();
}

// takeSample takes one of the files that come with the page, for who has none at hand.
async function takeSample({ sample, as }) {
  $("attach-sheet").close();
  const response = await fetch("/samples/" + sample);
  const content = await response.blob();
  preview([new File([content], sample, { type: content.type })], as);
}

function wirePasteAndDrop() {
  $("text").addEventListener("paste", (e) => {
    const files = [...e.clipboardData.files];
    if (files.length) { e.preventDefault(); preview(files, kindOf(files)); }
  });
  const scroller = $("scroller");
  scroller.addEventListener("dragover", (e) => e.preventDefault());
  scroller.addEventListener("drop", (e) => {
    e.preventDefault();
    const files = [...e.dataTransfer.files];
    if (files.length) preview(files, kindOf(files));
  });
}

const kindOf = (files) => files.every((f) => f.type.startsWith("image/")) ? "photo" : "file";

function preview(files, as) {
  if (!files.length || !person()) return;
  chosen = { files, as };
  const photos = as === "photo";
  const n = files.length;
  $("preview-title").textContent = photos ? (n > 1 ? `Gửi ${n} ảnh` : "Gửi ảnh") : (n > 1 ? `Gửi ${n} tệp` : "Gửi tệp");
  $("preview-list").className = "preview-list" + (photos ? " grid" : "");
  $("preview-list").replaceChildren(...files.map((f) => el("li", { class: photos ? "" : "name" },
    ...(photos ? [el("img", { src: URL.createObjectURL(f), alt: f.name })] : [el("b", {}, f.name), el("span", {}, format.size(f.size))]))));
  $("caption").value = "";
  show($("progress"), false);
  $("preview-send").disabled = false;
  $("preview").showModal();
  $("caption").focus();
}

function release() {
  for (const image of $("preview-list").querySelectorAll("img")) URL.revokeObjectURL(image.src);
  $("preview-list").replaceChildren();
}

async function sendChosen() {
  if ($("preview-send").disabled) return;
  $("preview-send").disabled = true;
  show($("progress"), true);
  try {
    await upload(person(), chosen.files, chosen.as, $("caption").value.trim(), (percent) => { $("progress").value = percent; });
    $("preview").close();
  } catch (error) {
    toast(/IMAGE_PROCESS_FAILED/.test(error.message) ? "Ảnh này không đọc được. Có thể gửi dưới dạng tệp." : error.message);
    $("preview-send").disabled = false;
  }
}
