/** A beep for an urgent conversation, made by the browser itself. */

const SOUND_KEY = "naast-desk-sound";

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
