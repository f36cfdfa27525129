// env_proxy_client.js http|fetch URL: one request, by node:http or by fetch. Prints the result.
"use strict";

const http = require("node:http");

const [how, url] = process.argv.slice(2);
const tell = (text) => console.log(String(text).split("\n")[0]);

if (how === "fetch") {
  fetch(url).then((response) => tell(response.status), (error) => tell(error));
} else {
  http.get(url, (response) => {
    response.resume();
    tell(response.statusCode);
  }).on("error", tell);
}
