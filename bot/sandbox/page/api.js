// Calls to the sandbox's server.

async function ask(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = JSON.stringify(body);
  }
  const response = await fetch("/sandbox" + path, options);
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Error((answer && answer.error) || "Máy chủ trả lời " + response.status);
  return answer;
}

export const loadState = () => ask("GET", "/state");
export const loadChat = (id) => ask("GET", "/people/" + id);
export const addPerson = (person) => ask("POST", "/people", person);
export const moveClock = (wish) => ask("POST", "/clock", wish);
export const addFault = (fault) => ask("POST", "/faults", fault);
export const removeFault = (id) => ask("DELETE", "/faults/" + id);

// act lets a person do something: say, start, press, edit, forward, contact, block, unblock, read.
export const act = (id, action, fields = {}) => ask("POST", `/people/${id}/${action}`, fields).then((a) => a.result);

export const fileURL = (fileID) => "/sandbox/files/" + encodeURIComponent(fileID);

// upload sends files; progress is told how much of 100 is through.
export function upload(id, files, as, caption, progress) {
  const form = new FormData();
  form.append("as", as);
  form.append("caption", caption);
  for (const file of files) form.append("file", file, file.name || "anh.png");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/sandbox/people/${id}/upload`);
    request.responseType = "json";
    request.upload.onprogress = (e) => e.lengthComputable && progress((100 * e.loaded) / e.total);
    request.onload = () => {
      if (request.status < 300) resolve(request.response.result);
      else reject(new Error((request.response && request.response.error) || "Máy chủ trả lời " + request.status));
    };
    request.onerror = () => reject(new Error("Không kết nối được với máy chủ"));
    request.send(form);
  });
}

// listen follows the events after seq; lost is called after a break, when all has to be loaded anew.
export function listen(seq, handle, lost) {
  const source = new EventSource("/sandbox/events?since=" + seq);
  let broken = false;
  source.onmessage = (e) => {
    const event = JSON.parse(e.data);
    if (event.kind === "reload") lost();
    else handle(event);
  };
  source.onerror = () => { broken = true; };
  source.onopen = () => { if (broken) { broken = false; lost(); } };
  return () => source.close();
}
