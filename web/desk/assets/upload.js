"use strict";
// Sends a file of evidence piece by piece (tus 1.0.0) and goes on where the line was cut. Without it the form brings the file itself.
(() => {
  const PIECE = 8 * 1024 * 1024; // bytes of one request
  const WAITS = [1, 2, 5, 10, 20, 30]; // seconds before the next try
  const form = document.getElementById("upload-form");
  const chosen = document.getElementById("file");
  if (!form || !chosen) return;
  const state = document.getElementById("upload-state");
  const bar = document.getElementById("upload-bar");
  const stop = document.getElementById("upload-stop");
  const proof = form.elements.proof.value;
  let paused = false;
  let busy = false;

  const tell = (text) => { document.getElementById("upload-told").textContent = text; };
  const headers = (more) => ({ "Tus-Resumable": "1.0.0", "X-Zhifa-Proof": proof, Accept: "application/json", ...more });
  const pause = (seconds) => new Promise((done) => { setTimeout(done, seconds * 1000); });
  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  // The same file again, by name, length and last change, is the same upload.
  const mark = (file) => `zhifa-upload:${file.name}:${file.size}:${file.lastModified}`;

  const recall = (file) => { try { return localStorage.getItem(mark(file)); } catch { return null; } };
  const remember = (file, address) => {
    try { address ? localStorage.setItem(mark(file), address) : localStorage.removeItem(mark(file)); } catch { /* kept nowhere: it begins anew */ }
  };

  class Refused extends Error {}

  const told = async (answer) => {
    try { return (await answer.json()).detail; } catch { return `服务器回答 ${answer.status}`; }
  };

  const known = async (file) => {
    const address = recall(file);
    if (!address) return null;
    const answer = await fetch(address, { method: "HEAD", headers: headers() });
    if (!answer.ok) { remember(file, null); return null; }
    return { address, offset: Number(answer.headers.get("Upload-Offset")) };
  };

  const begin = async (file) => {
    const metadata = [`filename ${base64(file.name)}`, ...(file.type ? [`filetype ${base64(file.type)}`] : [])].join(",");
    const answer = await fetch(form.dataset.uploads, { method: "POST", headers: headers({ "Upload-Length": String(file.size), "Upload-Metadata": metadata }) });
    if (!answer.ok) throw new Refused(await told(answer));
    const address = `${form.dataset.uploads}/${(await answer.json()).id}`;
    remember(file, address);
    return { address, offset: 0 };
  };

  const piece = async (file, upload) => {
    const digest = crypto.subtle ? await crypto.subtle.digest("SHA-256", await file.slice(upload.offset, upload.offset + PIECE).arrayBuffer()) : null;
    const sum = digest ? { "Upload-Checksum": `sha256 ${btoa(String.fromCharCode(...new Uint8Array(digest)))}` } : {};
    const answer = await fetch(upload.address, {
      method: "PATCH", body: file.slice(upload.offset, upload.offset + PIECE),
      headers: headers({ "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(upload.offset), ...sum }),
    });
    if (answer.ok) return Number(answer.headers.get("Upload-Offset"));
    if ([404, 410, 413, 401, 403, 507].includes(answer.status)) throw new Refused(await told(answer));
    throw new Error(String(answer.status)); // it is asked how far it came, and goes on from there
  };

  const send = async (file) => {
    let upload = (await known(file)) || (await begin(file));
    let failures = 0;
    while (upload.offset < file.size) {
      bar.value = file.size ? upload.offset / file.size : 1;
      tell(`已传 ${Math.floor(bar.value * 100)}%`);
      if (paused) return null;
      try {
        upload.offset = await piece(file, upload);
        failures = 0;
      } catch (error) {
        if (error instanceof Refused || failures >= WAITS.length) throw error;
        tell(`网络中断，${WAITS[failures]} 秒后续传`);
        await pause(WAITS[failures]);
        failures += 1;
        try { upload = (await known(file)) || (await begin(file)); } catch (again) { if (again instanceof Refused) throw again; }
      }
    }
    bar.value = 1;
    tell("传完，正在收存");
    return upload.address.split("/").pop();
  };

  stop.addEventListener("click", () => { paused = true; tell("已暂停；再按“收存”从断处续传"); });

  form.addEventListener("submit", async (event) => {
    const file = chosen.files[0];
    if (!file) return;
    event.preventDefault();
    if (busy || !form.reportValidity()) return;
    busy = true;
    paused = false;
    state.hidden = false;
    try {
      if (file.size > Number(form.dataset.most)) throw new Refused("文件太大，没有上传");
      const id = await send(file);
      if (id) {
        const upload = form.elements.upload;
        upload.disabled = false;
        upload.value = id;
        chosen.disabled = true;
        remember(file, null);
        form.submit();
      }
    } catch (error) {
      tell(error instanceof Refused ? `没有传完：${error.message}` : "没有传完：网络不通；恢复后再按“收存”从断处续传");
    } finally {
      busy = false;
    }
  });
})();
