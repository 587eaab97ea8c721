/** A small sound, made on the spot. */

const NOTES = [659, 880];
const NOTE_SECONDS = 0.14;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/** Two short notes; silent where a browser wants a click of the person first. */
export function chime(): void {
  if (typeof AudioContext === "undefined") return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  for (const [index, frequency] of NOTES.entries()) {
    play(context, frequency, context.currentTime + index * NOTE_SECONDS);
  }
}

function play(audio: AudioContext, frequency: number, at: number): void {
  const note = audio.createOscillator();
  const volume = audio.createGain();
  note.frequency.value = frequency;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_SECONDS * 2);
  note.connect(volume).connect(audio.destination);
  note.start(at);
  note.stop(at + NOTE_SECONDS * 2);
}
