const int BUZZER_PIN = {{buzzer}};
{{if fed}}
const unsigned int FREQUENCY = 880;

void soundBuzzer(bool on) {
  if (on) {
    tone(BUZZER_PIN, FREQUENCY);
  } else {
    noTone(BUZZER_PIN);
  }
}
{{else}}
const unsigned int NOTE_MS = {{note_ms}};

// C major, up and down, in hertz.
const unsigned int MELODY[] = {262, 294, 330, 349, 392, 440, 494, 523, 494, 440, 392, 349, 330, 294, 262};
const unsigned int N_NOTES = sizeof(MELODY) / sizeof(MELODY[0]);

unsigned int note = 0;
unsigned long noteStart = 0;
{{end}}

void setup() {
{{if fed}}
  pinMode(BUZZER_PIN, OUTPUT);
{{else}}
  tone(BUZZER_PIN, MELODY[0], NOTE_MS * 9 / 10);
{{end}}
}

void loop() {
{{if fed}}
{{else}}
  if (note < N_NOTES && millis() - noteStart >= NOTE_MS) {
    noteStart += NOTE_MS;
    note++;
    if (note < N_NOTES) {
      tone(BUZZER_PIN, MELODY[note], NOTE_MS * 9 / 10);
    } else {
      noTone(BUZZER_PIN);
    }
  }
{{end}}
}
