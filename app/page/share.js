/** The switch that shares the position: off until the reader turns it on, and told in words what it does. */

const NEAR = 1e4; // Four decimals of a degree: about ten metres, enough to find what is near.

export class Share {
  constructor(button, note) {
    this.button = button;
    this.note = note;
    this.state = "off";
    this.position = null;
    this.watch = null;
    button.addEventListener("click", () => (this.watch === null ? this.start() : this.stop("off")));
  }

  /** `{lat, lon}` while the switch is on and the browser has said where it is; null otherwise. Never waits. */
  get location() {
    return this.watch === null ? null : this.position;
  }

  start() {
    if (!window.isSecureContext || !navigator.geolocation) {
      this.stop("unavailable");
      return;
    }
    this.watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        this.position = { lat: Math.round(coords.latitude * NEAR) / NEAR, lon: Math.round(coords.longitude * NEAR) / NEAR };
        this.tell("on");
      },
      (error) => {
        if (error.code === error.PERMISSION_DENIED) this.stop("denied");
        else if (!this.position) this.stop("unavailable");
      },
      { enableHighAccuracy: true, maximumAge: 30_000, timeout: 20_000 },
    );
    this.tell("asking");
  }

  stop(state) {
    if (this.watch !== null) navigator.geolocation.clearWatch(this.watch);
    this.watch = null;
    this.position = null;
    this.tell(state);
  }

  tell(state = this.state, words = this.words) {
    this.state = state;
    this.words = words;
    this.button.setAttribute("aria-checked", String(this.watch !== null));
    this.note.dataset.state = state;
    if (words) this.note.textContent = words.say(`share_${state}`);
  }
}
