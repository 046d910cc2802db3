// Between textual.js, which draws the terminal and knows no token, and our server.
"use strict";

(() => {
  const REFUSED_NOTE = "The browser did not let the text into its clipboard.";
  const begin = window.onload; // as textual.js has set it
  const byId = (id) => document.getElementById(id);

  // A view after the # of the address opens there: #person/jason-wei
  const view = () => {
    const words = location.hash.slice(1);
    try {
      return decodeURIComponent(words);
    } catch {
      return words;
    }
  };

  const end = (words) => {
    byId("words").textContent = words;
    document.body.classList.add("-closed");
    byId("again").focus();
  };

  // The page is where its own address says, whatever stands between: a tunnel, a proxy, a token.
  class Socket extends WebSocket {
    constructor(address) {
      const url = new URL("ws", location.href);
      url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
      url.search = new URL(address, url).search;
      url.hash = "";
      if (view()) url.searchParams.set("view", view());
      super(url.href);
      this.addEventListener("open", () => document.querySelector(".xterm-helper-textarea").focus());
      this.addEventListener("close", (event) => {
        end(event.reason || "The connection to wherefrom serve is lost.");
      });
    }

    send(data) {
      if (this.readyState === WebSocket.OPEN) super.send(data);
    }
  }
  window.WebSocket = Socket;

  // Outside of 127.0.0.1 and https a browser has no navigator.clipboard; the old way still works.
  const copyTheOldWay = (text) => {
    const focused = document.activeElement;
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused?.focus();
    if (!done) throw new Error(REFUSED_NOTE);
  };

  const clipboard = navigator.clipboard;
  Object.defineProperty(navigator, "clipboard", {
    value: {
      readText: async () => "",
      writeText: async (text) => {
        try {
          if (clipboard) await clipboard.writeText(text);
          else copyTheOldWay(text);
          byId("note").textContent = "";
        } catch {
          byId("note").textContent = REFUSED_NOTE;
        }
      },
    },
  });

  window.onload = async (event) => {
    byId("again").addEventListener("click", () => location.reload());
    window.addEventListener("hashchange", () => location.reload());
    window.addEventListener("keydown", () => (byId("note").textContent = ""), true);
    if (document.body.classList.contains("-refused")) {
      byId("again").focus();
      return;
    }
    byId("terminal").dataset.sessionWebsocketUrl = "ws";
    const size = Number(new URLSearchParams(location.search).get("fontsize"));
    if (size >= 6 && size <= 72) byId("terminal").dataset.fontSize = size;
    // The terminal measures its letters once, so they have to be there.
    const faces = ["16px 'Roboto Mono'", "italic 16px 'Roboto Mono'"];
    await Promise.allSettled(faces.map((face) => document.fonts.load(face)));
    begin(event);
  };
})();
