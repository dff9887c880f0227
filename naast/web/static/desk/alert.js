/** Make sure that somebody hears of an urgent conversation: title, announcement and, if wanted, a sound. */
import { isUrgent } from "./words.js";

const SOUND_KEY = "naast-desk-sound";

/** @param {HTMLElement} region a polite live region */
export function createAnnouncer(region) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {string[]} */
  let lines = [];
  return (/** @type {string} */ text) => {
    lines.push(text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = lines.join(" ");
      lines = [];
    }, 150);
  };
}

/** A short soft beep, only after the user switched sound on. @param {HTMLButtonElement} button */
export function createSound(button) {
  /** @type {AudioContext | null} */
  let audio = null;
  let isOn = stored() === "on";

  function show() {
    button.setAttribute("aria-pressed", String(isOn));
    const [state] = button.getElementsByClassName("sound-state");
    state.textContent = isOn ? "aan" : "uit";
  }

  function wake() {
    if (!isOn) return;
    audio ??= new AudioContext();
    void audio.resume();
  }

  function beep() {
    wake();
    if (!isOn || !audio) return;
    [0, 0.22].forEach((delay) => tone(/** @type {AudioContext} */ (audio), delay));
  }

  button.addEventListener("click", () => {
    isOn = !isOn;
    store(isOn ? "on" : "off");
    show();
    beep();
  });
  addEventListener("pointerdown", wake, { once: true });
  addEventListener("keydown", wake, { once: true });
  show();
  return { beep };
}

/** @param {AudioContext} audio @param {number} delay seconds */
function tone(audio, delay) {
  const start = audio.currentTime + delay;
  const oscillator = new OscillatorNode(audio, { type: "sine", frequency: 660 });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.15, start + 0.02);
  volume.gain.linearRampToValueAtTime(0, start + 0.16);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.18);
}

function stored() {
  try {
    return localStorage.getItem(SOUND_KEY);
  } catch {
    return null;
  }
}

/** @param {string} value */
function store(value) {
  try {
    localStorage.setItem(SOUND_KEY, value);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

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
