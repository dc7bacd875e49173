// Sends the mails of the newsletter benchmark with nodemailer: pool of 10, no ledger. Prints the seconds it took.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, port, count, sample] = process.argv.slice(2);
const nodemailer = createRequire(`${folder}/`)("nodemailer");
const { text, html } = JSON.parse(readFileSync(sample, "utf8"));
const transport = nodemailer.createTransport({
  host: "127.0.0.1", port: Number(port), secure: false, ignoreTLS: true,
  pool: true, maxConnections: 10, maxMessages: Infinity,
});
const total = Number(count);
let next = 0;
async function work() {
  while (next < total) {
    const number = next++;
    const token = String(number).padStart(44, "a");
    await transport.sendMail({
      from: "CRM <privacy@crm.example>", to: `reader${number}@maison.example`, subject: "Winter",
      text: text.replaceAll("TOKEN", token), html: html.replaceAll("TOKEN", token),
      headers: { "List-Unsubscribe": `<mailto:privacy+u-${token}@crm.example>` },
    });
  }
}
const began = process.hrtime.bigint();
await Promise.all(Array.from({ length: 20 }, work));
console.log(Number(process.hrtime.bigint() - began) / 1e9);
transport.close();
