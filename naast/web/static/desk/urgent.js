/** Make sure that somebody hears of an urgent conversation, wherever they are on the page. */
import { byId, say } from "./dom.js";
import { linkTo } from "./routes.js";
import { LEVELS, isUrgent } from "./words.js";

/**
 * What is new and urgent since the last look: waiting conversations, and my own whose level went up.
 * @param {Set<string>} seen is extended
 * @param {{waiting: any[], mine: any[]}} queue
 */
export function newUrgent(seen, queue) {
  const fresh = [];
  for (const item of [...queue.waiting, ...queue.mine].filter(isUrgent)) {
    const key = `${item.id}:${item.level}`;
    if (!seen.has(key)) fresh.push(item);
    seen.add(key);
  }
  return fresh;
}

/** "(!) 3 · Werkplek" while something urgent waits, "(3) Werkplek" otherwise. @param {{waiting: any[], mine: any[]}} queue */
export function titleFor(queue) {
  const count = queue.waiting.length + queue.mine.filter((item) => item.unread).length;
  if (queue.waiting.some(isUrgent)) return `(!) ${count} · Werkplek`;
  return count ? `(${count}) Werkplek` : "Werkplek";
}

/** What to say of a new urgent item. @param {any} item */
export function urgentNews(item) {
  return `Dringend: ${LEVELS[item.level]}. ${item.topic ?? "Zonder onderwerp"}.`;
}

/** On a small screen, where the queue may be out of sight. @param {any[]} waiting @param {string | null} openId */
export function showUrgentBar(waiting, openId) {
  const bar = byId("urgent-bar");
  const others = waiting.filter((item) => isUrgent(item) && item.id !== openId).sort((a, b) => a.level - b.level);
  const [first] = others;
  say(bar, first ? `${others.length} dringend in de rij: ${LEVELS[first.level]}. Bekijk` : "");
  if (first) bar.href = linkTo(first.id);
}
